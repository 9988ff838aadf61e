/**
 * electron-builder's msiProjectCreated: what build/windows/installer.nsh adds to the NSIS installer, and electron-builder
 * has no setting for in an MSI. The name that Windows lists and its language are set here too.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';

const SCHEME_KEY = 'Software\\Classes\\dmp-direct';
const PROGRAM = '[APPLICATIONFOLDER]DMPDirect.exe';

/** Key, name, value, and its type where it is no text: dmp-direct://… for everyone on the machine, as in installer.nsh. */
const SCHEME = [
  [SCHEME_KEY, '', 'URL:DMP Direct'],
  [SCHEME_KEY, 'URL Protocol', ''],
  [`${SCHEME_KEY}\\DefaultIcon`, '', `${PROGRAM},0`],
  // The -- keeps what a link contains from being taken for a switch.
  [`${SCHEME_KEY}\\shell\\open\\command`, '', `&quot;${PROGRAM}&quot; -- &quot;%1&quot;`],
];

/** For everyone from the next session on; the program ends at once unless its settings want it (startWithSession). */
const AUTOSTART = [
  [
    'Software\\Microsoft\\Windows\\CurrentVersion\\Run',
    'fr.dmpdirect.app',
    `&quot;${PROGRAM}&quot; --autostart`,
  ],
];

const EVENTS_KEY = 'SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\DMP Direct';

/** What Windows' viewer shows the program's events by, as in installer.nsh. */
const EVENT_SOURCE = [
  [EVENTS_KEY, 'EventMessageFile', '%SystemRoot%\\System32\\EventCreate.exe', 'expandable'],
  [EVENTS_KEY, 'TypesSupported', '7', 'integer'],
];

/**
 * Windows Installer takes the values away with the component, and a key with its last value.
 * @param {string} id
 * @param {string} guid never to be changed: Windows counts who has installed a component by this
 * @param {readonly (readonly string[])[]} values
 */
function registryComponent(id, guid, values) {
  return [
    `<Component Id="${id}" Guid="${guid}">`,
    ...values.map(([key, name, value, type = 'string'], index) => {
      const named = name === '' ? '' : ` Name="${name}"`;
      const keyPath = index === 0 ? ' KeyPath="yes"' : '';
      return `  <RegistryValue Root="HKLM" Key="${key}"${named} Type="${type}" Value="${value}"${keyPath}/>`;
    }),
    '</Component>',
  ].join('\n');
}

/** How it was installed, which the program goes by: no update by the other installer, no start that is there twice. */
const PACKAGE_TYPE = [
  '<Component Id="packageType" Guid="5C0C63C1-5B0F-4B35-9C0B-4E6D1C1D6E0A" Directory="RESOURCES">',
  `  <File Id="packageTypeFile" Name="package-type" Source="${join(ROOT, 'build', 'windows', 'msi', 'package-type')}" KeyPath="yes"/>`,
  '</Component>',
].join('\n');

/**
 * Before a file is touched the program that is there tells every one that runs, as in installer.nsh. One that does not
 * end, since a record is open, stops the installation (1603) with everything as it was.
 */
const ENDING = [
  '<Property Id="DMPDIRECTPROGRAM">',
  '  <DirectorySearch Id="installedFolder" Path="[ProgramFiles64Folder]DMPDirect" Depth="0">',
  '    <FileSearch Id="installedProgram" Name="DMPDirect.exe"/>',
  '  </DirectorySearch>',
  '</Property>',
  ...['upgrade', 'removal'].map(
    (change) =>
      `<CustomAction Id="${change}End" Property="DMPDIRECTPROGRAM" ExeCommand="--end-for=${change}" Execute="immediate" Impersonate="yes" Return="check"/>`,
  ),
  '<InstallExecuteSequence>',
  '  <Custom Action="upgradeEnd" Before="InstallValidate">DMPDIRECTPROGRAM AND WIX_UPGRADE_DETECTED</Custom>',
  '  <Custom Action="removalEnd" Before="InstallValidate">DMPDIRECTPROGRAM AND REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE</Custom>',
  '</InstallExecuteSequence>',
].join('\n');

const COMPONENTS = [
  registryComponent('callScheme', '8B6A2B0B-6B0C-4C7E-9C53-3C0F7B0B7D2E', SCHEME),
  registryComponent('autostart', 'A3B0E1D4-2C55-4C0E-8F0B-0D9A6D5A7C31', AUTOSTART),
  registryComponent('eventSource', '0E2B6A57-8D0C-4C51-9A1F-3B7C1F4E9D62', EVENT_SOURCE),
  PACKAGE_TYPE,
].join('\n');

/** What electron-builder's template says, and what it is to say. */
const CHANGES = [
  [' Name="DMPDirect" UpgradeCode=', ' Name="DMP Direct" UpgradeCode='],
  [' Language="1033"', ' Language="1036"'],
  [
    'A newer version of "[ProductName]" is already installed.',
    'Une version plus récente de [ProductName] est déjà installée.',
  ],
  ['</ComponentGroup>', `${COMPONENTS}\n</ComponentGroup>`],
  ['<Directory Id="TARGETDIR"', `${ENDING}\n<Directory Id="TARGETDIR"`],
];

/**
 * @param {string} project electron-builder's
 * @returns {string} ours
 */
export function msiProject(project) {
  const resources = /<Directory Id="([^"]+)" Name="APPLICATIONFOLDER:\\resources\\"\/>/.exec(project)?.[1];
  if (resources === undefined) throw new Error("electron-builder's MSI project has no folder of resources");
  return CHANGES.reduce((text, [from, to]) => {
    const parts = text.split(/** @type {string} */ (from));
    if (parts.length !== 2) throw new Error(`electron-builder's MSI project has not one ${from}`);
    return parts.join(to);
  }, project).replace('"RESOURCES"', `"${resources}"`);
}

/** @param {string} file the project that electron-builder has written */
export default async function msiProjectCreated(file) {
  await writeFile(file, msiProject(await readFile(file, 'utf8')));
}
