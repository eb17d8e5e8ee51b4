import { expect } from 'chai';
import { loadContent } from '../../content/load.ts';
import type { Language } from '../../content/schema.ts';
import type { PanelDriver } from './panel-driver.ts';

/** Taps, by question, of a patient with a headache that is worse upright four days after a spinal tap: the ids of the options. */
const TAPS: Record<string, string[]> = {
  'red-flags': ['none'],
  procedure: ['lumbar-puncture'],
  'about-you': ['none'],
  posture: ['worse-upright'],
  location: ['back'],
  usual: ['new'],
  'onset-speed': ['slower'],
  'other-symptoms': ['none'],
  trend: ['same'],
  painkillers: ['some-relief'],
};
const SAID = {
  en: { complaint: 'my head hurts', 'procedure-date': '4 days ago', onset: '3 days ago' },
  es: { complaint: 'me duele la cabeza', 'procedure-date': 'hace 4 días', onset: 'hace 3 días' },
};
const MOST_QUESTIONS = 15;

/** A patient on the clinic's page who needs a call today. */
export class PanelPatient {
  readonly driver: PanelDriver;
  readonly language: Language;
  private readonly content = loadContent();

  constructor(driver: PanelDriver, language: Language) {
    this.driver = driver;
    this.language = language;
  }

  complain(): Promise<void> {
    return this.driver.type(SAID[this.language].complaint);
  }

  label(question: string, option: string): string {
    return this.content.words[this.language].get(`questions.${question}.${option}`)!;
  }

  async answer(): Promise<void> {
    const question = await this.driver.question();
    expect(question, 'a question is open').to.be.a('string');
    if (question === 'procedure-date' || question === 'onset') return this.driver.type(SAID[this.language][question]);
    if (question === 'severity') return this.driver.tap('6');
    const labels = TAPS[question!]!.map((id) => this.label(question!, id));
    const many = this.content.protocol.questions.find(({ id }) => id === question)?.kind === 'many';
    return many ? this.driver.pick(labels) : this.driver.tap(labels[0]!);
  }

  /** Answers whatever is still asked, and reads the result. */
  async finish(): Promise<{ level?: string; rule?: string }> {
    for (let asked = 0; asked < MOST_QUESTIONS && (await this.driver.level()) === undefined; asked++) await this.answer();
    return { level: await this.driver.level(), rule: await this.driver.rule() };
  }
}
