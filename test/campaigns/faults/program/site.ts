/** The site's own answers go wrong. */
import type { Fault as SiteFault } from '../../../lab/site/faults.ts';
import type { Fault } from '../fault.ts';
import type { Outcome, ProgramDesk } from './desk.ts';

/** Status codes, silence, floods and redirects of an allow-listed site. */
export function siteFaults(desk: ProgramDesk): Fault[] {
  const { faults } = desk.program.world.site.control;
  const fault = (name: string, what: SiteFault, outcome: Outcome): Fault => ({
    kind: 'site',
    name,
    inject: () =>
      desk.visitUnder(
        outcome,
        () => faults.inject({ host: 'plain', path: /^\/AccesDirect/, fault: what }),
        () => faults.clear(),
      ),
  });
  return [
    ...[500, 501, 502, 503, 504, 505, 520, 599].map((status) =>
      fault(`answers ${String(status)}`, { kind: 'status', status }, { code: 'SITE-ERREUR' }),
    ),
    ...[400, 401, 403, 404, 405, 408, 410, 413, 418, 429, 451].map((status) =>
      fault(`answers ${String(status)}`, { kind: 'status', status }, 'page'),
    ),
    fault(
      'leads to another host',
      { kind: 'redirect', to: `${desk.program.world.site.urls.foreign}/` },
      { code: 'SITE-LIEN-EXTERIEUR' },
    ),
    ...['http://wps.localhost/', 'file:///etc/passwd', 'dmp-direct://open/Accueil', 'mailto:a@b.invalid'].map(
      (to) => fault(`leads to ${new URL(to).protocol}`, { kind: 'redirect', to }, 'closable'),
    ),
    fault('leads in a circle', { kind: 'redirect', to: '/AccesDirect/TableauDeBord' }, 'closable'),
    fault('hangs up', { kind: 'reset' }, { code: 'SITE-INJOIGNABLE' }),
    fault('never answers', { kind: 'silence' }, 'closable'),
    fault('answers late', { kind: 'delay', milliseconds: 2_500 }, 'page'),
    fault('comes line by line', { kind: 'drip', milliseconds: 200, lines: 500 }, 'closable'),
    fault('sends a page of 500 MB', { kind: 'large', bytes: 500 * 1024 * 1024 }, 'closable'),
    fault('sends a page of 20 MB', { kind: 'large', bytes: 20 * 1024 * 1024 }, 'page'),
  ];
}
