/** Beside every page of the interface: main says which window it is. */
import { readWindowKind } from '../borders/windows/page.ts';
import { exposeBridge } from './_wrapper.ts';

const kind = readWindowKind(process.argv);
if (kind !== null) exposeBridge(kind);
