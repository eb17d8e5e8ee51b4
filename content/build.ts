/** Keeps what the content's files hold, parsed, for the bot's start. */
import { loadContent } from './load.ts';
import { keepParsed } from './parsed-ahead.ts';

keepParsed(() => void loadContent());
