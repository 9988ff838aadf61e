/** A page of the site that loops, floods, grows or ends. */
import { setTimeout as delay } from 'node:timers/promises';
import { CLAIRE } from '../../../lab/cards/people.ts';
import type { Fault } from '../fault.ts';
import type { ProgramDesk } from './desk.ts';

/** Scripts of the site’s page that harm it, or would harm the program. */
export function pageFaults(desk: ProgramDesk): Fault[] {
  const fault = (name: string, script: string): Fault => ({
    kind: 'page',
    name,
    inject: async () => {
      await desk.program.desk.insert(0, 'claire');
      await desk.program.sitePage(`/TableauDeBord/${CLAIRE.nir}`);
      await desk.program.app.evaluate(({ webContents }, code) => {
        const page = webContents.getAllWebContents().find((each) => each.getURL().startsWith('https://'));
        void page?.executeJavaScript(code, true).catch(() => undefined);
      }, script);
      await delay(700);
      return desk.checkGood();
    },
  });
  return [
    fault('a loop without end', 'setTimeout(() => { for (;;); }, 0)'),
    fault(
      'a flood of timers',
      'for (let i = 0; i < 20000; i++) setInterval(() => document.title = String(i), 0)',
    ),
    fault('a page that grows', 'setInterval(() => document.body.append("x".repeat(1e6)), 5)'),
    fault('a page that reloads itself for ever', 'location.reload(); sessionStorage.x = 1'),
    fault('a page that closes itself', 'window.close()'),
    fault('a page that stops the user from leaving', 'window.onbeforeunload = () => true'),
    fault('a page that calls itself', '(function f() { f(); f(); })()'),
    fault('a page that asks without end', 'setInterval(() => fetch("/x" + Math.random()), 1)'),
  ];
}
