import { expect, it } from 'vitest';
import { handOverCommand } from '../../../../src/domain/galss/hand-over.ts';

const FILE = '/Library/Preferences/galss.ini';

it('keeps the former file, and takes any folder’s name as it is', () => {
  expect(handOverCommand('darwin', FILE, '/Users/claire/Documents/galss.ini')).toBe(
    `sudo cp -n ${FILE} ${FILE}.bak; sudo cp /Users/claire/Documents/galss.ini ${FILE}`,
  );
  expect(handOverCommand('darwin', FILE, "/Users/l'été/Mes documents/galss.ini")).toContain(
    String.raw`sudo cp '/Users/l'\''été/Mes documents/galss.ini' ${FILE}`,
  );
});

it('is nothing to type on Windows', () => {
  expect(handOverCommand('win32', 'C:\\Windows\\galss.ini', 'C:\\Users\\c\\galss.ini')).toBeNull();
});
