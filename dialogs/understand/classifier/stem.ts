/** Longest first; what is left must have at least this many letters. */
const ENDINGS = [
  ...[
    'amientos',
    'imientos',
    'aciones',
    'amiento',
    'imiento',
    'andome',
    'iendome',
    'acion',
    'mente',
    'iendo',
    'ieron',
    'ando',
    'aron',
    'aban',
  ],
  ...[
    'adas',
    'ados',
    'idas',
    'idos',
    'aste',
    'iste',
    'amos',
    'emos',
    'imos',
    'ness',
    'tion',
    'ally',
    'aba',
    'ada',
    'ado',
    'ida',
    'ido',
    'ing',
    'ion',
  ],
  ...['ies', 'ed', 'es', 'er', 'ly', 'as', 'os', 'ar', 'ir', 'an', 'en', 'ia', 'io', 's', 'y', 'a', 'o', 'e'],
];
const LEAST = 4;

/** One light stemmer for both languages: it need not find the root, only bring the forms of a word together. */
export function stem(word: string): string {
  if (word.length <= LEAST) return word;
  const ending = ENDINGS.find((each) => word.endsWith(each) && word.length - each.length >= LEAST);
  const root = ending ? word.slice(0, -ending.length) : word;
  return root.at(-1) === root.at(-2) ? root.slice(0, -1) : root;
}
