import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '../env.ts';
import { newId } from '../ids.ts';

export interface Letter {
  to: string;
  subject: string;
  /** Who writes, where that is not Kolo itself: the letter still comes from Kolo's own address, which the mail server lets out. */
  fromName?: string;
  /** Whom an answer goes to, where that is not Kolo's own address. */
  replyTo?: string;
  /** Plain text: it arrives everywhere, says where a link really goes, and loads nothing. */
  text: string;
  /** What lies beside it: a code to show at a door. */
  attachments?: { filename: string; content: Buffer; contentType: string }[];
}

/** The address of `MAIL_FROM`, without the name before it. */
const ownAddress = /<([^<>]+)>\s*$/.exec(env.MAIL_FROM)?.[1] ?? env.MAIL_FROM;

/** Where letters lie when no SMTP_URL is set; a demo's pages point there. */
export const mailFolder = join(env.dataDir, 'mail');

/**
 * Sends a letter through SMTP_URL; without it writes it as an .eml file into the data folder, readable by Kolo's own account only, because
 * it may hold a sign-in link. @throws when the mail server refuses it.
 */
export async function sendMail(letter: Letter): Promise<void> {
  // Loaded when the first letter is sent: most processes never send one.
  const { createTransport } = await import('nodemailer');
  const { fromName, ...rest } = letter;
  const message = { from: fromName ? { name: fromName, address: ownAddress } : env.MAIL_FROM, ...rest };
  if (env.SMTP_URL) {
    await createTransport(env.SMTP_URL).sendMail(message);
    return;
  }
  const { message: bytes } = await createTransport({ streamTransport: true, buffer: true }).sendMail(message);
  await mkdir(mailFolder, { recursive: true, mode: 0o700 });
  // Written beside the folder and put into it whole: whoever looks there meanwhile reads no half letter.
  const [id, part] = [newId(), join(env.dataDir, `letter-${newId()}.part`)];
  await writeFile(part, bytes as Buffer, { mode: 0o600 });
  await rename(part, join(mailFolder, `${id}.eml`));
}
