import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { Bank, BankPhrase } from '../../../../content/load-bank.ts';
import { features } from '../../../../dialogs/understand/classifier/features.ts';
import { fingerprintOf } from '../../../../dialogs/understand/classifier/fingerprint.ts';
import { foldsOf } from '../../../../dialogs/understand/classifier/folds.ts';
import { mayBe } from '../../../../dialogs/understand/classifier/may-be.ts';
import { deserialize, type Model, serialize } from '../../../../dialogs/understand/classifier/model.ts';
import { scoreSigns } from '../../../../dialogs/understand/classifier/score-signs.ts';
import { trainSigns } from '../../../../dialogs/understand/classifier/train-signs.ts';

const WHO = { en: ['my', 'her', 'his', 'the', 'our', 'your'], es: ['mi', 'su', 'la', 'nuestra', 'tu', 'esa'] };
const WHEN = { en: ['since noon', 'all day', 'again', 'right now'], es: ['desde ayer', 'todo el dia', 'otra vez', 'ahorita'] };

/** A small world of two signs, each said in many ways, denied in some, and talk of other things. */
function world(): Bank {
  const said = (concept: string, language: 'en' | 'es', kind: BankPhrase['kind'], say: (who: string, when: string) => string) =>
    WHO[language].flatMap((who) =>
      WHEN[language].map((when): BankPhrase => ({ text: say(who, when), concept, language, kind, file: 'made/up.yaml', at: [] })),
    );
  return {
    signs: ['legs', 'sight'],
    phrases: [
      ...said('legs', 'en', 'positive', (who, when) => `${who} knees are numb and weak ${when}`),
      ...said('legs', 'en', 'denied', (who, when) => `no ${who} knees are not numb ${when}`),
      ...said('sight', 'en', 'positive', (who, when) => `${who} eyes see double ${when}`),
      ...said('sight', 'en', 'asked', (who, when) => `do ${who} eyes usually see double ${when}?`),
      ...said('chat', 'en', 'positive', (who, when) => `thanks, ${who} parking was fine ${when}`),
      ...said('legs', 'es', 'positive', (who, when) => `${who} pierna se durmio y no responde ${when}`),
      ...said('legs', 'es', 'denied', (who, when) => `no, ${who} pierna no se durmio ${when}`),
      ...said('sight', 'es', 'positive', (who, when) => `${who} vista ve doble ${when}`),
      ...said('sight', 'es', 'asked', (who, when) => `¿${who} vista suele ver doble ${when}?`),
      ...said('chat', 'es', 'positive', (who, when) => `gracias, ${who} cita estuvo bien ${when}`),
    ],
  };
}

describe('the classifier of signs', () => {
  let model: Model;

  before(() => {
    model = trainSigns(world());
  });

  const meant: [string, 'en' | 'es', string[]][] = [
    ['one knee is weak and numb', 'en', ['legs']],
    ['MY KNEEES ARE NUMM AND WEAKK', 'en', ['legs']],
    ['I am seeing double', 'en', ['sight']],
    ['thank you, the parking is fine', 'en', []],
    ['no, not numb at all', 'en', []],
    ['se me durmio una pierna y no responde', 'es', ['legs']],
    ['SU VISTA ve doblee', 'es', ['sight']],
    ['gracias, la cita bien', 'es', []],
  ];
  for (const [text, language, signs] of meant) {
    it(`hears ${signs.join(', ') || 'nothing'} first in "${text}"`, async () => {
      expect((await mayBe(model, text, 'lost', language)).slice(0, 1)).to.deep.equal(signs);
    });
  }

  it('is the more watchful when the language is not known', async () => {
    const watchful = await mayBe(model, 'my knees are numb', 'lost');
    for (const language of ['en', 'es'] as const)
      expect(watchful).to.include.members(await mayBe(model, 'my knees are numb', 'lost', language));
  });

  it('is the surer the more was understood of the message', () => {
    for (const language of ['en', 'es'] as const)
      for (const { lost, understood } of Object.values(model.thresholds[language]))
        for (const [sign, threshold] of understood.entries()) expect(threshold).to.be.at.least(lost[sign]!);
  });

  it('finds a sign in the middle of a long story', async () => {
    const chat = Array.from({ length: 12 }, () => 'thanks, the parking was fine and so was your parking again').join('. ');
    expect(await mayBe(model, `${chat}. her knees are numb and weak all day. ${chat}`, 'lost', 'en')).to.include('legs');
    expect(await mayBe(model, chat, 'lost', 'en')).to.deep.equal([]);
  });

  it('asks for the vectors of few passages, however long the message is', async () => {
    const asked: string[] = [];
    const vectors = async (passage: string) => {
      asked.push(passage);
      return undefined;
    };
    await mayBe(model, 'my knees are numb and weak', 'lost', 'en', vectors);
    expect(asked).to.deep.equal(['my knees are numb and weak']);
    await mayBe(model, `thanks. my knees are numb and weak. ${'the parking was fine. '.repeat(200)}`, 'lost', 'en', vectors);
    expect(asked).to.have.length.at.most(3);
  });

  it('gives every sign a finite score, whatever is typed', () => {
    const texts = [
      '',
      ' ',
      '?',
      '🙂',
      '9'.repeat(10_000),
      'a'.repeat(10_000),
      'é\u0301'.repeat(5_000),
      '1/1/2026 '.repeat(1_100),
      '\u0000\ud800',
    ];
    for (const text of texts) {
      const scores = [...scoreSigns(model, features(text))];
      expect(scores).to.have.length(2);
      expect(scores.every(Number.isFinite), JSON.stringify(text.slice(0, 20))).to.equal(true);
    }
  });

  it('learns the same from the same bank, and keeps it through a file', () => {
    const bytes = serialize(model);
    expect(Buffer.from(serialize(trainSigns(world()))).equals(Buffer.from(bytes))).to.equal(true);
    expect(deserialize(bytes)).to.deep.equal(model);
  });

  it('refuses a file that is cut short or is something else', () => {
    const bytes = serialize(model);
    for (const broken of [
      new Uint8Array(0),
      bytes.slice(0, 3),
      bytes.slice(0, 100),
      bytes.slice(0, -1),
      new TextEncoder().encode('<html>no'),
    ]) {
      expect(() => deserialize(broken)).to.throw(/npm run build/);
    }
  });

  it('has another fingerprint when a phrase, its kind or a sign changes', () => {
    const seen = (bank: Bank) =>
      fingerprintOf(
        bank,
        bank.phrases.map(({ text }) => features(text)),
      );
    const bank = world();
    const [first, ...rest] = bank.phrases;
    const others: Bank[] = [
      { ...bank, signs: ['legs'] },
      { ...bank, phrases: rest },
      { ...bank, phrases: [{ ...first!, text: 'my knees are numb' }, ...rest] },
      { ...bank, phrases: [{ ...first!, kind: 'idiom' }, ...rest] },
    ];
    expect(new Set([bank, ...others].map(seen)).size).to.equal(1 + others.length);
    expect(seen(world())).to.equal(seen(bank));
  });
});

describe('the folds', () => {
  it('keep phrases together that share much of their wording', () => {
    const texts = [
      'my left leg went numb today',
      'so my left leg went numb',
      'what time do you open',
      'double vision',
      'thanks a lot',
      'what time do you open then',
    ];
    const folds = foldsOf(texts, 3);
    expect(folds[0]).to.equal(folds[1]);
    expect(folds[2]).to.equal(folds[5]);
    expect(new Set(folds).size).to.equal(3);
  });
});

describe('the features', () => {
  const shared = (a: string, b: string) => {
    const [first, second] = [features(a), features(b)];
    return first.at.reduce((sum, at, i) => {
      const other = second.at.indexOf(at);
      return other < 0 ? sum : sum + first.value[i]! * second.value[other]!;
    }, 0);
  };

  it('do not see case, accents or apostrophes', () => {
    expect(shared("Can't SWALLOW, ¡está peor!", 'cant swallow, esta peor')).to.be.closeTo(1, 1e-5);
  });

  it('bring slips and forms of a word near, and leave other words far', () => {
    expect(shared('vomiting', 'vomitting')).to.be.greaterThan(0.3);
    expect(shared('vomitando', 'vomitado')).to.be.greaterThan(0.3);
    expect(shared('vomiting', 'parking')).to.be.lessThan(0.3);
  });

  it('see that a word is denied or asked about', () => {
    expect(shared('numb legs', 'no numb legs')).to.be.lessThan(0.9);
    expect(shared('numb legs', 'numb legs?')).to.be.lessThan(0.95);
  });
});
