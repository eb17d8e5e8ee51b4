/** The bot as it is where sentence vectors cannot be had: it goes by words alone. */
import { serve } from '../bot/serve.ts';
import { sharedRecognizer } from '../dialogs/understand/date-worker.ts';
import { sharedVectorizer } from '../dialogs/understand/vectors/vectorizer.ts';

sharedRecognizer();
const vectors = sharedVectorizer();
await vectors.ready;
await vectors.close();
await serve();
