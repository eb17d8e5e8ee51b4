/** Words that carriers act on when they are the whole message. Spanish ones they leave to us. */
const STOP = ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout'];
const STOP_HERE = ['alto', 'pare', 'parar', 'detener', 'cancelar', 'baja', 'fin', 'terminar'];
/** YES opts in as well, but here it is an answer. */
const START = ['start', 'unstop', 'empezar', 'comenzar', 'iniciar'];
const HELP = ['help', 'info', 'ayuda'];

/**
 * `stopped`: the carrier blocks whatever we would send and has said so itself. `stop`: it is ours to honor. `OptOutType` is what Twilio
 * adds when the account has words of its own.
 */
export type Keyword = 'stopped' | 'stop' | 'start' | 'help';

export function keywordOf(text: string, optOutType?: string): Keyword | undefined {
  if (optOutType === 'STOP') return 'stopped';
  const word = text
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/, '');
  if (STOP.includes(word)) return 'stopped';
  if (STOP_HERE.includes(word)) return 'stop';
  if (START.includes(word)) return 'start';
  return HELP.includes(word) ? 'help' : undefined;
}
