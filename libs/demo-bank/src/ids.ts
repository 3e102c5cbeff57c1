/** Codes of a made-up bank: a number from 0 on gives each its own. */
export const pad = (value: number, width: number) => String(value).padStart(width, '0');
export const branchId = (branch: number) => `U1${pad(branch + 1, 3)}`;
export const subId = (sub: number) => `U2${pad(sub + 1, 5)}`;
export const rmId = (rm: number) => `S${pad(rm + 1, 4)}`;
export const clientId = (client: number) => `C${pad(client + 1, 6)}`;
export const range = (count: number) => Array.from({ length: count }, (_, i) => i);
