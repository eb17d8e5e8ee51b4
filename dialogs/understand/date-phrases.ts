import { NAMED } from './date-words.ts';
import { phraseBook } from './phrase.ts';

/** Whole phrases and how many days ago they mean. */
export const named = phraseBook(NAMED);

/** Days after what was spoken of before. */
export const after = phraseBook([
  ['(right|immediately|shortly|just|soon) (after|afterward*)', 0],
  ['(the)? same (day|night|evening|afternoon|morning)', 0],
  ['that (same)? (day|night|evening|afternoon|morning)', 0],
  ['(el)? mismo dia', 0],
  ['(la)? misma (tarde|noche|manana)', 0],
  ['(esa|aquella) (misma)? (tarde|noche|manana)', 0],
  ['ese (mismo)? dia', 0],
  ['luego luego (despues)?', 0],
  ['enseguida', 0],
  ['(el)? dia (despues|siguiente)', 1],
  ['(the)? next (day|morning)', 1],
  ['(the)? following (day|morning)', 1],
  ['(the)? (day|morning|night) after', 1],
  ['(the)? very next (day|morning)', 1],
  ['(al|el) (otro dia|dia siguiente|siguiente dia)', 1],
  ['(a la|la) (manana|noche) siguiente', 1],
  ['un dia despues', 1],
  ['(the)? week after', 7],
  ['(a la|la) semana (siguiente)?  de', 7],
  ['a la semana', 7],
  ['(few|couple of|several|some)? (hours|minutes) (after|later)', 0],
  ['(unas|pocas)? (horas|minutos) despues', 0],
  ['(few|several|some) days (after|later)', 3],
  ['(unos|varios) dias despues', 3],
  ['al mes', 30],
  ['(woke|waking) up (from|after)', 0],
  ['as soon as', 0],
  ['(first|second) thing', 0],
  ['en cuanto', 0],
]);

/** Still to come. */
export const future = phraseBook([
  [
    '(next|upcoming|coming|proximo|proxima) (week|month|year|sunday|monday|tuesday|wednesday|thursday|friday|saturday|lunes|martes|miercoles|jueves|viernes|sabado|domingo|semana|mes|ano)',
    0,
  ],
  ['(tomorrow|manana) (morning|night|por|en|a)?', 0],
  ['pasado manana', 0],
  ['(lunes|martes|miercoles|jueves|viernes|sabado|domingo|semana|mes|ano) (que (viene|entra)|proximo|proxima)', 0],
  ['in (%|a|one|two|three|few|couple) (of)? (day|days|week|weeks|month|months)', 0],
  ['this coming ..1 (monday|tuesday|wednesday|thursday|friday|saturday|sunday|week)', 0],
  ['en (%|un|una|dos|tres) (dia|dias|semana|semanas|mes|meses) mas', 0],
]);
