import type { Language } from '../../../content/schema.ts';

/** What most patients begin with, in parts that go with each other. Nothing in them is a warning sign. */
const PARTS: Record<Language, { where: string[]; since: string[]; how: string[] }> = {
  en: {
    where: [
      'my head hurts',
      'I have a headache',
      'my head hurts on both sides',
      'I have had a headache in the front of my head',
      'I have a dull headache on the left side',
      'there is pain in the back of my head and my neck area',
      'pain behind my eyes',
      'I feel pressure at the top of my head',
      'my forehead and temples ache',
      'it hurts all over my head',
    ],
    since: [
      'since yesterday',
      'for two days',
      'for a week now',
      'since this morning',
      'since Monday',
      'since the epidural last week',
      'since I came home from the hospital',
      'the day after the spinal tap',
      'since the injection in my back',
      'since my baby was born four days ago',
      'every evening after work',
      '',
    ],
    how: [
      'about a 6',
      'it is worse when I stand up and better lying down',
      'Tylenol helps a little',
      'it comes and goes',
      'not too bad',
      'can you help me',
      '',
    ],
  },
  es: {
    where: [
      'me duele la cabeza',
      'tengo dolor de cabeza',
      'me duele la cabeza de los dos lados',
      'tengo un dolor en la frente',
      'traigo un dolor sordo del lado izquierdo',
      'me duele atrás de la cabeza y por el cuello',
      'me duele atrás de los ojos',
      'siento presión arriba de la cabeza',
      'me duelen la frente y las sienes',
      'me duele toda la cabeza',
    ],
    since: [
      'desde ayer',
      'desde hace dos días',
      'ya llevo una semana',
      'desde la mañana',
      'desde el lunes',
      'desde la epidural de la semana pasada',
      'desde que llegué del hospital',
      'un día después de la punción',
      'desde la inyección en la espalda',
      'desde que nació mi bebé hace cuatro días',
      'todas las tardes después del trabajo',
      '',
    ],
    how: [
      'como un 6',
      'es peor cuando me paro y mejor acostada',
      'el Tylenol ayuda un poco',
      'va y viene',
      'no es muy fuerte',
      'me pueden ayudar',
      '',
    ],
  },
};

export function plainComplaints(language: Language): string[] {
  const { where, since, how } = PARTS[language];
  return where.flatMap((place) =>
    since.flatMap((time) => how.map((more) => [[place, time].filter(Boolean).join(' '), more].filter(Boolean).join(', '))),
  );
}
