import type { Begun } from '../platform/shredding/begin-keyed-record.ts'
import type { LedgerInDoubt, Replayed } from '../platform/shredding/replay.ts'
import { languageOf, type Words } from './console-words.ts'

/** The beginning can still be taken away unnoticed. */
export const UNSEALED_BEGINNING: Words = {
  ja: '鍵をかけ始めた印に、まだ封がされていません。終わらない処理がデータベースにあると、封はいつまでも進みません。だれがつないでいるかを調べ、終わらせてください。',
  en: 'The line with which the record begins is not sealed yet. A transaction that never ends holds sealing back: find out who is connected to the database, and end it.',
}

/** Why nothing is started; what to do follows in the launcher's own sentence. */
export function doubtWords(
  { lines }: Pick<LedgerInDoubt, 'lines'>,
  folders: readonly string[],
  language = languageOf(process.env),
): string {
  const words: Words = {
    ja: `廃棄の控え(shred-ledger.jsonl)に、読めないか、この根の秘密では確かめられない行が ${lines} 行あります: ${folders.join('、')}`,
    en: `${lines} lines of shred-ledger.jsonl cannot be read, or not be checked with this root secret: ${folders.join(', ')}`,
  }
  return words[language]
}

/** What the start says where the record has just begun over records destroyed by an earlier release, or its beginning is not sealed yet; nothing on an ordinary day. */
export function begunWords(
  { destroyedBefore, isSealed }: Begun & { isSealed: boolean },
  language = languageOf(process.env),
): string[] {
  const said: Words[] = []
  if (destroyedBefore > 0)
    said.push({
      ja: `書き込みの控えに鍵をかけ始めました。これより前に廃棄されていた記録は ${destroyedBefore} 件です。この知らせは一度しか出ません。廃棄の一覧の件数と比べ、控えておいてください。もう一度出たときは、だれがデータベースに書けたかを調べてください。`,
      en: `What is written stands under a key from now on. Before, ${destroyedBefore} records had been destroyed: hold that against the lists of what was destroyed, and keep it. This is said once; should it come again, find out who could write to the database.`,
    })
  if (!isSealed) said.push(UNSEALED_BEGINNING)
  return said.map((words) => words[language])
}

/** What the ledger of destroyed records has done to a restored database; nothing on an ordinary day. */
export function replayedWords(
  { shredded, refused, forged }: Replayed & { forged: number },
  language = languageOf(process.env),
): string[] {
  const said: Words[] = []
  if (shredded > 0)
    said.push({
      ja: `廃棄済みの記録が ${shredded} 件戻っていたため、もう一度廃棄しました。`,
      en: `${shredded} records that had been destroyed were there again, and were destroyed again.`,
    })
  if (refused > 0)
    said.push({
      ja: `廃棄の控え(shred-ledger.jsonl)に、このシステムが書いたのではない行が ${refused} 行あります。その行は使いません。だれがファイルに書けたかを調べてください。`,
      en: `${refused} lines of shred-ledger.jsonl were not written by this system, and are not used: find out who could write to the file.`,
    })
  if (forged > 0)
    said.push({
      ja: `データベースの廃棄の記録に、このシステムが書いたのではない行が ${forged} 行あります。「書き換えの疑い」に出しました。`,
      en: `${forged} lines of the ledger in the database were not written by this system; administrators see an alarm for each.`,
    })
  return said.map((words) => words[language])
}
