/** The window of a record: where it opens again, and what is remembered of it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type ElectronApplication } from '@playwright/test';
import { plainSite, ready, send, tidy, visitOf } from './desk-work.ts';
import { launch, start, type Running } from './support.ts';

let program: Running;

test.afterEach(async () => {
  await program.close();
});

/** Size and place of the window of the record. */
function placeOf(app: ElectronApplication): Promise<Electron.Rectangle | null> {
  return app.evaluate(({ BaseWindow }) => {
    const found = BaseWindow.getAllWindows().find(({ contentView }) =>
      contentView.children.some(
        (view) =>
          'webContents' in view &&
          (view as Electron.WebContentsView).webContents.getURL().startsWith('app://dmp-direct/visit/'),
      ),
    );
    return found?.getBounds() ?? null;
  });
}

function move(app: ElectronApplication, place: Electron.Rectangle): Promise<void> {
  return app.evaluate(({ BaseWindow }, bounds) => {
    BaseWindow.getAllWindows()
      .find(({ contentView }) =>
        contentView.children.some(
          (view) =>
            'webContents' in view &&
            (view as Electron.WebContentsView).webContents.getURL().startsWith('app://dmp-direct/visit/'),
        ),
      )
      ?.setBounds(bounds);
  }, place);
}

/** The same world, started again. */
async function again(): Promise<Running> {
  const app = await launch(program.world);
  const find = async (
    start: string,
  ): Promise<(typeof app)['windows'] extends () => (infer P)[] ? P : never> => {
    await expect
      .poll(() => app.windows().filter((page) => page.url().startsWith(start)).length)
      .toBeGreaterThan(0);
    return app.windows().findLast((page) => page.url().startsWith(start))!;
  };
  return {
    ...program,
    app,
    page: (kind) => find(`app://dmp-direct/${kind}/`),
    sitePage: () => find('https://'),
    sitePages: () => app.windows().filter((page) => page.url().startsWith('https://')),
    close: async () => {
      await app.close();
      await program.close();
    },
  };
}

test('the place of the window is remembered from one start to the next, and nothing of its content', async () => {
  program = await start(plainSite());
  await ready(program);
  await program.desk.insert(0, 'claire');
  await visitOf(program, 'MARTIN Claire');
  const wanted = { x: 30, y: 40, width: 1000, height: 700 };
  await move(program.app, wanted);
  await expect.poll(() => placeOf(program.app)).toEqual(wanted);
  // Also within one start, for the next record.
  await tidy(program);
  await send(program, 'launcher', 'openDashboard', {});
  await visitOf(program, 'Sans patient choisi');
  expect(await placeOf(program.app)).toEqual(wanted);
  await program.app.close();
  const file = join(program.world.userData, 'memory.json');
  const memory = JSON.parse(await readFile(file, 'utf8')) as { visitPlace: unknown };
  expect(memory.visitPlace).toEqual(wanted);
  expect(JSON.stringify(memory)).not.toMatch(/MARTIN|Claire|\d{13}/i);
  const next = await again();
  await send(next, 'launcher', 'openDashboard', {});
  await visitOf(next, 'Sans patient choisi');
  expect(await placeOf(next.app)).toEqual(wanted);
  await next.app.close();
  // The screen that the window was on has been unplugged since.
  await writeFile(file, JSON.stringify({ ...memory, visitPlace: { ...wanted, x: 9000, y: 9000 } }));
  const later = await again();
  await send(later, 'launcher', 'openDashboard', {});
  await visitOf(later, 'Sans patient choisi');
  const place = await placeOf(later.app);
  expect(place).toMatchObject({ width: wanted.width, height: wanted.height });
  expect(place!.x).toBeLessThan(3000);
  expect(place!.y).toBeLessThan(3000);
  await later.app.close();
  // A file that means nothing is as good as none.
  await writeFile(file, '{"visitPlace": "partout"');
  const last = await again();
  await send(last, 'launcher', 'openDashboard', {});
  await visitOf(last, 'Sans patient choisi');
  await last.app.close();
});
