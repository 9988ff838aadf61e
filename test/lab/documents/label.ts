/** The documents of the lab's fictional people: what their Datamatrix INS says, and a scanner that types it. */
import type { ElectronApplication } from '@playwright/test';
import { nir } from '../cards/nir.ts';

export interface LabelPerson {
  readonly birthName: string;
  readonly givenNames: string;
  readonly sex: 'F' | 'M';
  /** `AAAAMMJJ`. */
  readonly birthDate: string;
  readonly number: string;
}

const born = (sex: '1' | '2', birthDate: string, order: string): string =>
  nir({
    sex,
    year: birthDate.slice(2, 4),
    month: birthDate.slice(4, 6),
    department: '75',
    commune: '999',
    order,
  });

/** The child of the card `famille`, whose number that card does not say. */
export const LEA_LABEL: LabelPerson = {
  birthName: 'MARTIN',
  givenNames: 'LEA ROSE',
  sex: 'F',
  birthDate: '20120614',
  number: born('2', '20120614', '042'),
};

/** Somebody who is on no card. */
export const PAUL_LABEL: LabelPerson = {
  birthName: "D'ESSAI-FICTIF",
  givenNames: 'PAUL JEAN',
  sex: 'M',
  birthDate: '19550203',
  number: born('1', '19550203', '007'),
};

/** The text that a label's code holds (docs/reference/datamatrix-ins.md); a test number, as the lab's site is one. */
export function labelText(person: LabelPerson, oid = '1.2.250.1.213.1.4.10', separator = '\u001d'): string {
  const { birthName, givenNames, sex, birthDate, number } = person;
  const date = `${birthDate.slice(6)}-${birthDate.slice(4, 6)}-${birthDate.slice(0, 4)}`;
  const after = oid.length < 20 ? separator : '';
  const names = `S3${givenNames}${separator}S4${birthName}${separator}`;
  return `IS01${'0'.repeat(22)}S1${number}S2${oid}${after}${names}S5${sex}S6${date}S775999`;
}

/**
 * Types a code as a hand scanner does: real key events into the window, one behind the other, ended by Enter.
 * @param page address of the window that is in front, from its beginning
 */
export async function scan(
  app: ElectronApplication,
  text: string,
  page = 'app://dmp-direct/launcher/',
): Promise<void> {
  await app.evaluate(
    ({ webContents }, { code, address }) => {
      const contents = webContents.getAllWebContents().find((each) => each.getURL().startsWith(address));
      if (contents === undefined) throw new Error('no window to scan into');
      const press = (keyCode: string, modifiers: ('shift' | 'control')[] = []): void => {
        contents.sendInputEvent({ type: 'keyDown', keyCode, modifiers });
        if (keyCode.length === 1 && !modifiers.includes('control'))
          contents.sendInputEvent({ type: 'char', keyCode, modifiers });
        contents.sendInputEvent({ type: 'keyUp', keyCode, modifiers });
      };
      for (const character of code)
        if (character === '\u001d') press(']', ['control']);
        else press(character, /[A-Z<>{}]/.test(character) ? ['shift'] : []);
      press('Enter');
    },
    { code: text, address: page },
  );
}
