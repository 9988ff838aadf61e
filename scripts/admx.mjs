/**
 * Writes the administrative templates for Windows group policies (build/admx): each setting twice, once fixed, once
 * proposed. src/domain/settings/registry-policy.ts reads the registry that they write.
 *
 *   node scripts/admx.mjs
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SETTINGS } from './lib/admx-settings.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';

/** @typedef {import('./lib/admx-settings.mjs').Setting} Setting */
/** @typedef {'fr' | 'en'} Language */

const ROOT_KEY = 'SOFTWARE\\Policies\\DMP Direct';
const FOLDER = join(ROOT, 'build', 'admx');

/** @param {string} words */
const escape = (words) =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
/** @param {string} key */
const idOf = (key) => key.replaceAll('.', '_');
/** @param {string} key @param {string} value */
const valueId = (key, value) => `${idOf(key)}_is_${value.replaceAll('+', '_')}`;

const PARTS = /** @type {const} */ (['Locked', 'Defaults']);

/** @returns {string} DMPDirect.admx */
export function makeAdmx() {
  const policies = PARTS.flatMap((part) =>
    Object.entries(SETTINGS).map(([key, setting]) => policy(part, key, setting)),
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">',
    '  <policyNamespaces>',
    '    <target prefix="dmpdirect" namespace="DMPDirect.Policies" />',
    '    <using prefix="windows" namespace="Microsoft.Policies.Windows" />',
    '  </policyNamespaces>',
    '  <resources minRequiredRevision="1.0" />',
    '  <categories>',
    '    <category name="Root" displayName="$(string.Root)" />',
    ...PARTS.map(
      (part) =>
        `    <category name="${part}" displayName="$(string.${part})"><parentCategory ref="Root" /></category>`,
    ),
    '  </categories>',
    '  <policies>',
    ...policies,
    '  </policies>',
    '</policyDefinitions>',
    '',
  ].join('\n');
}

/** @param {string} part @param {string} key @param {Setting} setting */
function policy(part, key, setting) {
  const id = `${part}_${idOf(key)}`;
  const yes = setting.kind === 'boolean';
  // For the machine, and below it for a user: both write below `Policies`.
  return [
    `    <policy name="${id}" class="Both" displayName="$(string.${idOf(key)})" explainText="$(string.${id}_help)"${yes ? '' : ` presentation="$(presentation.${id})"`} key="${ROOT_KEY}\\${part}"${yes ? ` valueName="${key}"` : ''}>`,
    `      <parentCategory ref="${part}" />`,
    '      <supportedOn ref="windows:SUPPORTED_Windows_10_0" />',
    ...(yes
      ? [
          '      <enabledValue><decimal value="1" /></enabledValue>',
          '      <disabledValue><decimal value="0" /></disabledValue>',
        ]
      : ['      <elements>', `        ${element(key, setting)}`, '      </elements>']),
    '    </policy>',
  ].join('\n');
}

/** @param {string} key @param {Setting} setting */
function element(key, setting) {
  const name = `id="value" valueName="${key}"`;
  switch (setting.kind) {
    case 'number':
      return `<decimal ${name} required="true" minValue="${setting.min}" maxValue="${setting.max}" />`;
    case 'list':
      return `<multiText ${name} required="true" />`;
    case 'choice': {
      const items = Object.keys(setting.values).map(
        (value) =>
          `<item displayName="$(string.${valueId(key, value)})"><value><string>${value}</string></value></item>`,
      );
      return `<enum ${name} required="true">${items.join('')}</enum>`;
    }
    default:
      return `<text ${name} required="true" maxLength="1024" />`;
  }
}

const WORDS = {
  fr: {
    Root: 'DMP Direct',
    Locked: 'Réglages imposés',
    Defaults: 'Réglages proposés',
    LockedHelp:
      'Imposé\u00a0: l’utilisateur voit la valeur, avec son origine, et ne peut pas la modifier. Non configuré\u00a0: elle reste à son choix.',
    DefaultsHelp: 'Proposé\u00a0: la valeur sert tant que l’utilisateur n’en a pas choisi une autre.',
    boolean: 'Activé\u00a0: oui. Désactivé\u00a0: non.',
    list: 'Une valeur par ligne.',
    key: 'Clé',
    value: 'Valeurs dans le registre',
  },
  en: {
    Root: 'DMP Direct',
    Locked: 'Fixed settings',
    Defaults: 'Proposed settings',
    LockedHelp:
      'Fixed: the user sees the value, and where it comes from, and cannot change it. Not configured: it is left to them.',
    DefaultsHelp: 'Proposed: the value is used until the user chooses another one.',
    boolean: 'Enabled: yes. Disabled: no.',
    list: 'One value a line.',
    key: 'Key',
    value: 'Values in the registry',
  },
};

/** @param {(typeof PARTS)[number]} part @param {string} key @param {Setting} setting @param {Language} language */
function help(part, key, setting, language) {
  const words = WORDS[language];
  const colon = language === 'fr' ? '\u00a0:' : ':';
  const values = setting.kind === 'choice' ? Object.keys(setting.values).join(', ') : null;
  return [
    setting[language].help,
    part === 'Locked' ? words.LockedHelp : words.DefaultsHelp,
    ...(setting.kind === 'boolean' || setting.kind === 'list' ? [words[setting.kind]] : []),
    `${words.key}${colon} ${key}`,
    ...(values === null ? [] : [`${words.value}${colon} ${values}`]),
  ].join('\n\n');
}

/**
 * @param {Language} language
 * @returns {string} DMPDirect.adml
 */
export function makeAdml(language) {
  const { Root, Locked, Defaults } = WORDS[language];
  const strings = Object.entries({ Root, Locked, Defaults }).map(([id, word]) => string(id, word));
  const entries = Object.entries(SETTINGS);
  const names = entries.map(([key, setting]) => string(idOf(key), setting[language].name));
  const helps = PARTS.flatMap((part) =>
    entries.map(([key, setting]) => string(`${part}_${idOf(key)}_help`, help(part, key, setting, language))),
  );
  const values = entries.flatMap(([key, setting]) =>
    setting.kind === 'choice'
      ? Object.entries(setting.values).map(([value, said]) =>
          string(valueId(key, value), said[language === 'fr' ? 0 : 1]),
        )
      : [],
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">',
    '  <displayName>DMP Direct</displayName>',
    '  <description>DMP Direct</description>',
    '  <resources>',
    '    <stringTable>',
    ...strings,
    ...names,
    ...helps,
    ...values,
    '    </stringTable>',
    '    <presentationTable>',
    ...PARTS.flatMap((part) =>
      entries.flatMap(([key, setting]) => presentation(part, key, setting, language)),
    ),
    '    </presentationTable>',
    '  </resources>',
    '</policyDefinitionResources>',
    '',
  ].join('\n');
}

/** @param {string} id @param {string} word */
function string(id, word) {
  return `      <string id="${id}">${escape(word)}</string>`;
}

/** @param {string} part @param {string} key @param {Setting} setting @param {Language} language */
function presentation(part, key, setting, language) {
  if (setting.kind === 'boolean') return [];
  const label = escape(setting[language].name);
  const controls = {
    number: `<decimalTextBox refId="value">${label}</decimalTextBox>`,
    list: `<multiTextBox refId="value">${label}</multiTextBox>`,
    choice: `<dropdownList refId="value">${label}</dropdownList>`,
    text: `<textBox refId="value"><label>${label}</label></textBox>`,
  };
  return [`      <presentation id="${part}_${idOf(key)}">${controls[setting.kind]}</presentation>`];
}

if (process.argv[1] === import.meta.filename)
  await runScript(async () => {
    await mkdir(join(FOLDER, 'fr-FR'), { recursive: true });
    await mkdir(join(FOLDER, 'en-US'), { recursive: true });
    await writeFile(join(FOLDER, 'DMPDirect.admx'), makeAdmx());
    await writeFile(join(FOLDER, 'fr-FR', 'DMPDirect.adml'), makeAdml('fr'));
    await writeFile(join(FOLDER, 'en-US', 'DMPDirect.adml'), makeAdml('en'));
    return 0;
  });
