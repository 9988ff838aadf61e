/** Switches with which a process of the program does something else in its place. */

/** The diagnosis of the workstation, without a window. */
export const DIAGNOSIS_SWITCH = '--diagnose';

/** Takes our registration of the Cryptolib away: the package does so, as each user, when it is removed. */
export const FORGET_SWITCH = '--forget-cryptolib';

/** An installer of Windows asks the running programs to end, and why: `--end-for=upgrade`. */
export const ENDING_OPTION = '--end-for=';
