import { type Talk, talkSchema } from './lexicon-schema.ts';
import { PHRASES_DIR } from './load-lexicon.ts';
import { readYaml } from './read-yaml.ts';
import { LANGUAGES } from './schema.ts';

/** Both languages together: many mix them within a sentence. */
export function loadTalk(dir: string = PHRASES_DIR): Talk {
  const each = LANGUAGES.map((language) => readYaml(dir, `talk.${language}.yaml`, talkSchema));
  return {
    asks: { begins: each.flatMap(({ asks }) => asks.begins), anywhere: each.flatMap(({ asks }) => asks.anywhere) },
    corrects: { anywhere: each.flatMap(({ corrects }) => corrects.anywhere) },
    complains: {
      anywhere: each.flatMap(({ complains }) => complains.anywhere),
      never: each.flatMap(({ complains }) => complains.never),
    },
  };
}
