import { journalEntry, localSyslogMessage } from '../../domain/journal/lines.ts';
import type { ToldEvent } from '../../domain/journal/events.ts';

/** The log that the system keeps of its programs. */
export interface SystemLog {
  /** Ends once the system has taken it, or has not. */
  write(event: ToldEvent): Promise<unknown>;
  stop(): void;
}

/** systemd's journal, and what stands for it where there is another daemon. */
const JOURNAL_SOCKET = '/run/systemd/journal/socket';
const SYSLOG_SOCKET = '/dev/log';

/** The name of the program's events in Windows' viewer. */
const WINDOWS_SOURCE = 'DMP Direct';

/** Null where the system has none that is spoken to (macOS). Rejects where it cannot be had. */
export async function openSystemLog(
  platform: NodeJS.Platform = process.platform,
  sockets = { journal: JOURNAL_SOCKET, syslog: SYSLOG_SOCKET },
): Promise<SystemLog | null> {
  if (platform === 'linux') {
    const { UnixDatagram } = await import('../../system/unix-datagram.ts');
    const socket = new UnixDatagram();
    return {
      write: (event) => {
        const taken =
          socket.send(sockets.journal, journalEntry(event)) ||
          socket.send(sockets.syslog, localSyslogMessage(event, { processId: process.pid }));
        return Promise.resolve(taken);
      },
      stop: () => {
        socket.close();
      },
    };
  }
  if (platform !== 'win32') return null;
  const { EVENT_TYPES, WindowsEventLog } = await import('../../system/windows-event-log.ts');
  const log = new WindowsEventLog(WINDOWS_SOURCE);
  return {
    write: ({ level, number, text }) => log.report(EVENT_TYPES[level], number, text),
    stop: () => {
      log.close();
    },
  };
}
