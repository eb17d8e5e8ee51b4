import { expect } from 'chai';
import { parseChoice } from '../../../dialogs/understand/parse-choice.ts';
import { books, inShort, question, tokens } from './reading.ts';

const choose = (id: string, text: string, heard?: Record<string, 'yes' | 'no'>) =>
  inShort(parseChoice(text, tokens(text), question(id), { telling: books, shown: question(id).options ?? [], heard }));

describe('parseChoice', () => {
  it('takes every label of every question, whatever its case', () => {
    for (const { id, options = [] } of [
      'red-flags',
      'procedure',
      'about-you',
      'posture',
      'location',
      'usual',
      'other-symptoms',
      'trend',
      'painkillers',
    ].map(question))
      for (const option of options) expect(choose(id, option.label.toUpperCase()).replace('~', ''), option.label).to.equal(option.id);
  });
  it('counts typed numbers from one', () => {
    expect(choose('posture', '2')).to.equal('worse-lying');
    expect(choose('posture', 'option 3')).to.equal('was-postural-now-constant');
    expect(choose('posture', 'the second one')).to.equal('worse-lying');
    expect(choose('red-flags', '1, 3 and 6')).to.equal('sudden confused-or-fainted fever');
    expect(choose('red-flags', '1 y 3')).to.equal('sudden confused-or-fainted');
    expect(choose('posture', '9')).to.equal('-');
    expect(choose('posture', '1 and 2')).to.equal('-');
  });
  it('takes a number within a sentence for no option', () => {
    expect(choose('posture', 'I had it for 2 days')).to.equal('-');
    expect(choose('usual', 'had 3 of them')).to.not.equal('new');
  });
  it('never picks what is denied', () => {
    expect(choose('posture', 'not lying down')).to.equal('-');
    expect(choose('procedure', 'no spinal tap')).to.equal('none');
    expect(choose('red-flags', 'no fever and my legs work')).to.equal('fever=no');
    expect(choose('red-flags', 'fever but no fainting')).to.equal('fever~');
  });
  it('tells a whole list from a part of it', () => {
    expect(choose('red-flags', 'fever, nothing else')).to.equal('fever');
    expect(choose('red-flags', 'fever')).to.equal('fever~');
    expect(choose('other-symptoms', 'no, none, but my neck is stiff')).to.equal('stiff-neck');
    expect(choose('red-flags', 'fue poco a poco, no de golpe. ninguna')).to.equal('none');
  });
  it('trusts the signs that were heard', () => {
    expect(choose('red-flags', 'none, just shaking with cold', { fever: 'yes' })).to.equal('fever');
    expect(choose('red-flags', 'my temperature is fine', { fever: 'no' })).to.not.include('fever~');
  });
  it('leaves the undecided undecided', () => {
    expect(choose('red-flags', 'not sure')).to.equal('unsure');
    expect(choose('posture', 'no sé')).to.equal('unsure');
    expect(choose('about-you', 'skip')).to.equal('refused');
    expect(choose('location', 'what a lovely day')).to.equal('-');
  });
});
