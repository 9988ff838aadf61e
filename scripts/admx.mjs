/**
 * Writes the administrative templates for Windows group policies (build/admx): each setting twice, once fixed, once
 * proposed. src/domain/settings/policy.ts reads the registry that they write.
 *
 *   node scripts/admx.mjs
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';

const ROOT_KEY = 'SOFTWARE\\Policies\\DMP Direct';
const FOLDER = join(ROOT, 'build', 'admx');

/**
 * @typedef {{ kind: 'boolean' | 'text' | 'list' } | { kind: 'choice', values: string[] }
 *   | { kind: 'number', min: number, max: number }} Shape
 */

const PAGES = [
  'TableauDeBord',
  'DossierPatient',
  'GestionDMPPatient',
  'Documents',
  'ParcoursDeSoins',
  'HistoriqueAcces',
  'VolontesEtDroits',
  'CarnetVaccination',
];

/** @type {Readonly<Record<string, Shape & { fr: string, en: string }>>} every key of the contract */
export const SETTINGS = {
  environment: choice(['production', 'formation', 'test'], 'Environnement', 'Environment'),
  'webPs.cpx.hosts': list('Adresses du site pour la carte CPx', 'Site addresses for CPx cards'),
  'webPs.ecps.hosts': list('Adresses du site pour e-CPS', 'Site addresses for e-CPS'),
  'webPs.insForm': choice(
    ['matricule', 'matricule+type'],
    'Forme de l’INS dans les adresses',
    'Form of the INS',
  ),
  'webPs.insType': choice(['auto', 'N', 'T', 'D'], 'Type de l’INS dans les adresses', 'Type of the INS'),
  'webPs.resourceHosts': list(
    'Autres adresses dont le site a besoin',
    'Further addresses that the site needs',
  ),
  'webPs.localComponents': choice(
    ['auto', 'on', 'off'],
    'Accès des pages du DMP à SrvSVCNAM',
    'Access of the site’s pages to SrvSVCNAM',
  ),
  'webPs.trustedCaFile': text('Autorités de test (hors production)', 'Test authorities (not in production)'),
  'webPs.answers': list(
    'Formulations du site pour un DMP inaccessible',
    'Wordings of the site for a closed record',
  ),
  'proSanteConnect.hosts': list('Adresses de Pro Santé Connect', 'Pro Santé Connect addresses'),
  signIn: choice(['cpx', 'ecps', 'ask'], 'Moyen de connexion', 'Means of signing in'),
  landingPage: choice(PAGES, 'Page d’arrivée', 'Landing page'),
  openOnInsert: choice(
    ['always', 'ask', 'discret'],
    'À l’insertion d’une carte Vitale',
    'When a Vitale card is inserted',
  ),
  shortcut: choice(
    ['none', 'Control+Alt+D', 'Control+Alt+M', 'Control+Alt+F9', 'Control+Shift+F9'],
    'Raccourci clavier',
    'Keyboard shortcut',
  ),
  'softwareCalls.trustInsertedCard': yesNo(
    'Ouvrir sans question la carte insérée à la demande d’un logiciel',
    'Open the inserted card without a question when a program asks',
  ),
  closeOnVitaleRemoval: yesNo(
    'Fermer le dossier au retrait de la carte Vitale',
    'Close when the card is removed',
  ),
  lockAfterMinutes: number(
    0,
    240,
    'Minutes après verrouillage du poste',
    'Minutes after the workstation is locked',
  ),
  hideAfterMinutes: number(
    0,
    240,
    'Minutes sans activité avant masquage',
    'Idle minutes before hiding the record',
  ),
  startWithSession: yesNo('Démarrer avec la session', 'Start with the session'),
  'updates.mode': choice(['off', 'feed', 'pinned', 'minimum'], 'Mises à jour', 'Updates'),
  'updates.version': text('Version voulue', 'Wanted version'),
  'updates.feed': text('Adresse des mises à jour', 'Address of the updates'),
  'ecps.keepSession': yesNo(
    'Garder la connexion e-CPS entre les patients',
    'Keep the e-CPS session between patients',
  ),
  'proxy.signIn': choice(['ask', 'integrated'], 'Identification auprès du proxy', 'Sign-in to the proxy'),
  'proSanteConnect.extraHosts': list(
    'Autres adresses de la connexion par e-CPS',
    'Further addresses of the e-CPS sign-in',
  ),
  'cards.vitale': list('Lecture de la carte Vitale (pcsc, ssv)', 'Ways to read the Vitale card (pcsc, ssv)'),
  'cards.registerCryptolib': yesNo(
    'Déclarer la Cryptolib au navigateur intégré (Linux)',
    'Register the Cryptolib with the embedded browser (Linux)',
  ),
  'cards.cryptolib': text('Chemin de la Cryptolib CPS', 'Path of the Cryptolib CPS'),
  'cards.ssvLibrary': text('Chemin de la bibliothèque SESAM-Vitale', 'Path of the SESAM-Vitale library'),
  'cards.galssIni': text('Chemin de galss.ini', 'Path of galss.ini'),
  'cards.ssvDeadlineSeconds': number(
    1,
    120,
    'Attente de la bibliothèque (secondes)',
    'Wait for the library (seconds)',
  ),
  'cards.pinTriesPerInsertion': number(
    1,
    2,
    'Essais du code porteur par insertion',
    'PIN tries per insertion',
  ),
  sentinel: yesNo('Surveillance du poste', 'Watch over the workstation'),
  'notifications.cardRead': yesNo('Notification : carte lue', 'Notification: card read'),
  'notifications.cpxExpiry': yesNo(
    'Notification : fin de validité de la carte CPS',
    'Notification: CPx about to expire',
  ),
  'notifications.update': yesNo('Notification : mise à jour prête', 'Notification: update ready'),
  'notifications.showNames': yesNo('Noms dans les notifications', 'Names in notifications'),
  'support.name': text('Support : nom', 'Support: name'),
  'support.phone': text('Support : téléphone', 'Support: telephone'),
  'support.address': text('Support : courriel, site ou adresse', 'Support: mailbox, site or address'),
  zoom: number(100, 200, 'Agrandissement (%)', 'Zoom (%)'),
  minimumChromium: number(1, 999, 'Version minimale du moteur', 'Lowest accepted engine version'),
  'allow.print': yesNo('Permettre d’imprimer', 'Allow printing'),
  'allow.save': yesNo('Permettre d’enregistrer un fichier', 'Allow saving files'),
  'allow.copy': yesNo('Permettre de copier', 'Allow copying'),
  'allow.links': yesNo('Permettre d’ouvrir par un lien', 'Allow opening by a link'),
  'allow.typedIns': yesNo('Permettre de saisir un matricule INS', 'Allow typing an INS'),
  'allow.camera': yesNo('Permettre la caméra', 'Allow the camera'),
  assistant: yesNo('Assistant de premier démarrage', 'First-run assistant'),
  lockAll: yesNo('Fixer tous les réglages', 'Fix every setting'),
};

/** @param {string[]} values @param {string} fr @param {string} en */
function choice(values, fr, en) {
  return { kind: /** @type {const} */ ('choice'), values, fr, en };
}
/** @param {number} min @param {number} max @param {string} fr @param {string} en */
function number(min, max, fr, en) {
  return { kind: /** @type {const} */ ('number'), min, max, fr, en };
}
/** @param {string} fr @param {string} en */
function yesNo(fr, en) {
  return { kind: /** @type {const} */ ('boolean'), fr, en };
}
/** @param {string} fr @param {string} en */
function text(fr, en) {
  return { kind: /** @type {const} */ ('text'), fr, en };
}
/** @param {string} fr @param {string} en */
function list(fr, en) {
  return { kind: /** @type {const} */ ('list'), fr, en };
}

/** @param {string} words */
const escape = (words) =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
/** @param {string} key */
const idOf = (key) => key.replaceAll('.', '_');

const PARTS = /** @type {const} */ (['Locked', 'Defaults']);

/** @returns {string} DMPDirect.admx */
export function makeAdmx() {
  const policies = PARTS.flatMap((part) =>
    Object.entries(SETTINGS).map(([key, shape]) => policy(part, key, shape)),
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

/** @param {string} part @param {string} key @param {Shape} shape */
function policy(part, key, shape) {
  const id = `${part}_${idOf(key)}`;
  const yes = shape.kind === 'boolean';
  return [
    `    <policy name="${id}" class="Machine" displayName="$(string.${idOf(key)})" explainText="$(string.${part}_help)"${yes ? '' : ` presentation="$(presentation.${id})"`} key="${ROOT_KEY}\\${part}"${yes ? ` valueName="${key}"` : ''}>`,
    `      <parentCategory ref="${part}" />`,
    '      <supportedOn ref="windows:SUPPORTED_Windows_10_0" />',
    ...(yes
      ? [
          '      <enabledValue><decimal value="1" /></enabledValue>',
          '      <disabledValue><decimal value="0" /></disabledValue>',
        ]
      : ['      <elements>', `        ${element(key, shape)}`, '      </elements>']),
    '    </policy>',
  ].join('\n');
}

/** @param {string} key @param {Shape} shape */
function element(key, shape) {
  const name = `id="value" valueName="${key}"`;
  switch (shape.kind) {
    case 'number':
      return `<decimal ${name} required="true" minValue="${shape.min}" maxValue="${shape.max}" />`;
    case 'list':
      return `<multiText ${name} required="true" />`;
    case 'choice': {
      const items = shape.values.map(
        (value) =>
          `<item displayName="$(string.value_${value.replace('+', '_')})"><value><string>${value}</string></value></item>`,
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
    Locked_help:
      'La valeur est imposée : l’utilisateur la voit, avec son origine, et ne peut pas la modifier.',
    Defaults_help: 'La valeur sert tant que l’utilisateur n’en a pas choisi une autre.',
  },
  en: {
    Root: 'DMP Direct',
    Locked: 'Fixed settings',
    Defaults: 'Proposed settings',
    Locked_help: 'The value is fixed: the user sees it, and where it comes from, and cannot change it.',
    Defaults_help: 'The value is used until the user chooses another one.',
  },
};

/**
 * @param {'fr' | 'en'} language
 * @returns {string} DMPDirect.adml
 */
export function makeAdml(language) {
  const words = Object.entries(WORDS[language]).map(([id, word]) => string(id, word));
  const names = Object.entries(SETTINGS).map(([key, shape]) =>
    string(idOf(key), `${shape[language]} (${key})`),
  );
  const values = new Set(
    Object.values(SETTINGS).flatMap((shape) => (shape.kind === 'choice' ? shape.values : [])),
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">',
    '  <displayName>DMP Direct</displayName>',
    '  <description>DMP Direct</description>',
    '  <resources>',
    '    <stringTable>',
    ...words,
    ...names,
    ...[...values].map((value) => string(`value_${value.replace('+', '_')}`, value)),
    '    </stringTable>',
    '    <presentationTable>',
    ...PARTS.flatMap((part) =>
      Object.entries(SETTINGS).map(([key, shape]) => presentation(part, key, shape, language)),
    ),
    '    </presentationTable>',
    '  </resources>',
    '</policyDefinitionResources>',
    '',
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

/** @param {string} id @param {string} word */
function string(id, word) {
  return `      <string id="${id}">${escape(word)}</string>`;
}

/** @param {string} part @param {string} key @param {Shape & { fr: string, en: string }} shape @param {'fr' | 'en'} language */
function presentation(part, key, shape, language) {
  if (shape.kind === 'boolean') return undefined;
  const label = escape(shape[language]);
  const controls = {
    number: `<decimalTextBox refId="value">${label}</decimalTextBox>`,
    list: `<multiTextBox refId="value">${label}</multiTextBox>`,
    choice: `<dropdownList refId="value">${label}</dropdownList>`,
    text: `<textBox refId="value"><label>${label}</label></textBox>`,
  };
  return `      <presentation id="${part}_${idOf(key)}">${controls[shape.kind]}</presentation>`;
}

if (process.argv[1] === import.meta.filename)
  await runScript(async () => {
    await mkdir(join(FOLDER, 'fr-FR'), { recursive: true });
    await mkdir(join(FOLDER, 'en-US'), { recursive: true });
    await writeFile(join(FOLDER, 'DMPDirect.admx'), makeAdmx());
    await writeFile(join(FOLDER, 'fr-FR', 'DMPDirect.adml'), makeAdml('fr'));
    await writeFile(join(FOLDER, 'en-US', 'DMPDirect.adml'), makeAdml('en'));
  });
