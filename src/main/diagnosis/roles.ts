import type { VitaleReading } from '../../domain/identity/beneficiary.ts';
import type { Result } from '../../domain/result.ts';
import type {
  NativeRole,
  ReadersSnapshot,
  RequestName,
  RequestParams,
  RequestResult,
} from '../../borders/native.ts';

/** Whoever carries requests to a native role: Electron's utility process, or a child process of Node. */
export interface RoleRequests<Role extends NativeRole> {
  request<Name extends RequestName<Role>>(
    method: Name,
    params: RequestParams<Role, Name>,
    deadlineMs: number,
  ): Promise<Result<RequestResult<Role, Name>>>;
}

/** The native roles as the diagnosis uses them, in processes of its own but for the readers. */
export interface DiagnosisRoles {
  /** What PC/SC shows, as soon as it has said something; null when it says nothing in time. */
  readers(deadlineMs: number): Promise<ReadersSnapshot | null>;
  /** Reads the card of one insertion. */
  readVitale(reader: string, insertion: number, deadlineMs: number): Promise<Result<VitaleReading>>;
  readonly cryptolib: RoleRequests<'cryptolib'>;
  readonly nss: RoleRequests<'nss'>;
  readonly ssv: RoleRequests<'ssv'>;
  readonly srvsvcnam: RoleRequests<'srvsvcnam'>;
  /** Ends the processes that were started for the diagnosis. */
  stop(): void;
}
