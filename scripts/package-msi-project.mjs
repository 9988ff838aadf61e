/**
 * electron-builder's msiProjectCreated: what build/windows/installer.nsh adds to the NSIS installer, and electron-builder
 * has no setting for in an MSI. The name that Windows lists and its language are set here too.
 */
import { readFile, writeFile } from 'node:fs/promises';

const SCHEME_KEY = 'Software\\Classes\\dmp-direct';
const PROGRAM = '[APPLICATIONFOLDER]DMPDirect.exe';

/** Key, name and value: dmp-direct://… for everyone on the machine, as in installer.nsh. */
const SCHEME = [
  [SCHEME_KEY, '', 'URL:DMP Direct'],
  [SCHEME_KEY, 'URL Protocol', ''],
  [`${SCHEME_KEY}\\DefaultIcon`, '', `${PROGRAM},0`],
  // The -- keeps what a link contains from being taken for a switch.
  [`${SCHEME_KEY}\\shell\\open\\command`, '', `&quot;${PROGRAM}&quot; -- &quot;%1&quot;`],
];

/** Windows Installer takes the values away with the component, and a key with its last value. */
const COMPONENT = [
  // Never to be changed: Windows counts who has installed a component by this.
  '<Component Id="callScheme" Guid="8B6A2B0B-6B0C-4C7E-9C53-3C0F7B0B7D2E">',
  ...SCHEME.map(([key, name, value], index) => {
    const named = name === '' ? '' : ` Name="${name}"`;
    const keyPath = index === 0 ? ' KeyPath="yes"' : '';
    return `  <RegistryValue Root="HKLM" Key="${key}"${named} Type="string" Value="${value}"${keyPath}/>`;
  }),
  '</Component>',
].join('\n');

/** What electron-builder's template says, and what it is to say. */
const CHANGES = [
  [' Name="DMPDirect" UpgradeCode=', ' Name="DMP Direct" UpgradeCode='],
  [' Language="1033"', ' Language="1036"'],
  [
    'A newer version of "[ProductName]" is already installed.',
    'Une version plus récente de [ProductName] est déjà installée.',
  ],
  ['</ComponentGroup>', `${COMPONENT}\n</ComponentGroup>`],
];

/**
 * @param {string} project electron-builder's
 * @returns {string} ours
 */
export function msiProject(project) {
  return CHANGES.reduce((text, [from, to]) => {
    const parts = text.split(/** @type {string} */ (from));
    if (parts.length !== 2) throw new Error(`electron-builder's MSI project has not one ${from}`);
    return parts.join(to);
  }, project);
}

/** @param {string} file the project that electron-builder has written */
export default async function msiProjectCreated(file) {
  await writeFile(file, msiProject(await readFile(file, 'utf8')));
}
