import { render } from 'preact';
import { App } from './app.tsx';
import { applyBrand } from './brand.ts';
import { conversation } from './conversation.ts';
import type { Config } from './words.ts';

const config: Config = JSON.parse(document.getElementById('config')!.textContent!);
applyBrand();
// The first request is on its way before anything is drawn.
const talk = conversation(config.language);
const root = document.getElementById('panel')!;
root.textContent = '';
render(<App config={config} talk={talk} />, root);
