import type { Language } from './schema.ts';

/** English: the Flesch-Kincaid school grade (Kincaid et al. 1975), lower is plainer. */
export function gradeOf(text: string): number {
  const { words, sentences, syllables } = countsOf(text, 'en');
  return words === 0 ? 0 : 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
}

/** Spanish: the INFLESZ reading of Szigriszt-Pazos (Barrio-Cantalejo et al. 2008), higher is plainer; 55 to 65 is normal. */
export function infleszOf(text: string): number {
  const { words, sentences, syllables } = countsOf(text, 'es');
  return words === 0 ? 100 : 206.835 - 62.3 * (syllables / words) - words / sentences;
}

function countsOf(text: string, language: Language): { words: number; sentences: number; syllables: number } {
  // What stands in a placeholder is not prose; a list item or a heading ends a sentence.
  const plain = text.replace(/\{\w+\}/g, '').replace(/^\s*[-*#]\s*/gm, '');
  const sentences = plain.split(/[.!?:;]+(?=\s|$)|\n+/).filter((sentence) => /\p{L}/u.test(sentence)).length;
  const words = plain.match(/\p{L}[\p{L}'’-]*/gu) ?? [];
  const syllablesOf = language === 'en' ? englishSyllables : spanishSyllables;
  return { words: words.length, sentences, syllables: words.reduce((sum, word) => sum + syllablesOf(word.toLowerCase()), 0) };
}

function englishSyllables(word: string): number {
  const spoken = word.replace(/[^a-z]/g, '').replace(/(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$/, '');
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 0);
}

/** Vowels that stand together are one syllable unless both are strong or the weak one is stressed. */
function spanishSyllables(word: string): number {
  const heard = word
    .replace(/qu(?=[eiéí])/g, 'k')
    .replace(/gu(?=[eiéí])/g, 'g')
    .replace(/y$/, 'i');
  let count = 0;
  let before = '';
  for (const letter of heard) {
    const strong = /[aeoáéóíú]/.test(letter);
    const weak = /[iuü]/.test(letter);
    if ((strong && !/[iuü]/.test(before)) || (strong && /[íú]/.test(letter)) || (weak && !/[aeoáéóiuü]/.test(before))) count++;
    before = letter;
  }
  return Math.max(1, count);
}
