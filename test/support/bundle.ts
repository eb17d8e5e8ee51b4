import { bundleBot } from '../../bot/bundle.ts';

/** Once, before the first test: the bots that tests start run the code as it stands. */
export const mochaGlobalSetup = bundleBot;
