/**
 * Reads CHANGELOG.md, in French, after « Keep a Changelog »: `## [1.2.3] - 2026-11-23`, newest first, `### Ajouts`…
 */

const HEADING = /^## \[(?<version>[^\]]+)\](?: - (?<date>\d{4}-\d{2}-\d{2}))?$/;

/**
 * @param {string} text
 * @returns {{ version: string, date: string | undefined, body: string }[]} in the order of the file
 */
export function readChangelog(text) {
  /** @type {{ version: string, date: string | undefined, body: string }[]} */
  const entries = [];
  for (const line of text.split('\n')) {
    const heading = HEADING.exec(line)?.groups;
    if (heading) entries.push({ version: heading['version'] ?? '', date: heading['date'], body: '' });
    else if (entries.length > 0) /** @type {{ body: string }} */ (entries.at(-1)).body += `${line}\n`;
  }
  return entries.map((entry) => ({ ...entry, body: entry.body.trim() }));
}

/**
 * What an update says of itself: the section of its version, without marks of formatting.
 * @param {string} changelog
 * @param {string} version
 */
export function releaseNotes(changelog, version) {
  const entries = readChangelog(changelog);
  const entry =
    entries.find((each) => each.version === version) ?? entries.find((each) => each.version === 'À venir');
  return (entry?.body ?? '').replace(/^### /gm, '').replace(/^- /gm, '• ').replace(/[`*]/g, '').trim();
}

/**
 * @param {string} text
 * @param {string} version of package.json
 * @returns {string[]} what is wrong with it, one sentence each
 */
export function changelogFaults(text, version) {
  const entries = readChangelog(text);
  const known = entries.map((entry) => entry.version);
  const faults = [];
  if (!known.includes(version)) faults.push(`no section for version ${version}`);
  for (const { version: name, date, body } of entries) {
    if (name !== 'À venir' && !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(name))
      faults.push(`« ${name} » is not a version`);
    if (name !== 'À venir' && name !== version && date === undefined) faults.push(`no date for ${name}`);
    if (body === '' && name !== 'À venir') faults.push(`nothing is said of ${name}`);
  }
  const dates = entries.flatMap(({ date }) => (date === undefined ? [] : [date]));
  if (dates.join() !== [...dates].sort().reverse().join()) faults.push('the newest is not first');
  return faults;
}
