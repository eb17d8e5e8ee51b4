import { render } from 'preact';
import { App } from './app.tsx';
import { applyBrand } from './brand.ts';
import type { Config } from './words.ts';

const config: Config = JSON.parse(document.getElementById('config')!.textContent!);
applyBrand();
const root = document.getElementById('panel')!;
root.textContent = '';
render(<App config={config} />, root);
