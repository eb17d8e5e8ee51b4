import type { Content } from '../../content/load.ts';
import { LANGUAGES, type Language } from '../../content/schema.ts';
import { wording } from '../../dialogs/wording.ts';
import { ConfigError } from '../config.ts';
import { ACCENT_COLOR } from './icons.ts';

/** The newest that npm's `@microsoft/app-manifest` ships. */
export const MANIFEST_VERSION = '1.30';
const SCHEMAS = `https://developer.microsoft.com/json-schemas/teams/v${MANIFEST_VERSION}`;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface AppFiles {
  manifest: Record<string, unknown>;
  /** By file name: the words in the other languages. */
  translations: Record<string, Record<string, string>>;
}

/** What Teams is told of the app. `version`: a new one for every change. */
export function teamsManifest(content: Content, appId: string | undefined, version: string): AppFiles {
  if (!appId || !GUID.test(appId)) throw new ConfigError([`MicrosoftAppId must be the bot's app id, a GUID, got ${JSON.stringify(appId)}`]);
  const { clinic } = content;
  const { say } = wording(content, 'en');
  const others = LANGUAGES.filter((language) => language !== 'en');
  const manifest = {
    $schema: `${SCHEMAS}/MicrosoftTeams.schema.json`,
    manifestVersion: MANIFEST_VERSION,
    version,
    id: appId,
    developer: {
      name: clinic.shortName.slice(0, 32),
      websiteUrl: new URL(clinic.bookingUrl).origin,
      privacyUrl: clinic.privacyUrl,
      termsOfUseUrl: clinic.privacyUrl,
    },
    name: { short: say('teams.app.name'), full: say('teams.app.full') },
    description: { short: say('teams.app.short'), full: say('teams.app.description') },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: ACCENT_COLOR,
    localizationInfo: {
      defaultLanguageTag: 'en',
      additionalLanguages: others.map((languageTag) => ({ languageTag, file: `${languageTag}.json` })),
    },
    bots: [
      {
        botId: appId,
        scopes: ['personal'],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [
          { scopes: ['personal'], commands: [{ title: say('teams.app.command'), description: say('teams.app.command.about') }] },
        ],
      },
    ],
    validDomains: [],
  };
  return { manifest, translations: Object.fromEntries(others.map((language) => [`${language}.json`, translation(content, language)])) };
}

function translation(content: Content, language: Language): Record<string, string> {
  const { say } = wording(content, language);
  return {
    $schema: `${SCHEMAS}/MicrosoftTeams.Localization.schema.json`,
    'name.short': say('teams.app.name'),
    'name.full': say('teams.app.full'),
    'description.short': say('teams.app.short'),
    'description.full': say('teams.app.description'),
    'bots[0].commandLists[0].commands[0].title': say('teams.app.command'),
    'bots[0].commandLists[0].commands[0].description': say('teams.app.command.about'),
  };
}
