import type { RootSecretTrouble } from '../platform/vault/index.ts'

type Sentence = (file: string) => { ja: string; en: string }

/** What is wrong with the root secret's file, and what to do: for the operator, who alone can mend it. */
export const rootSecretWords: Record<RootSecretTrouble | 'foreign', Sentence> = {
  missing: (file) => ({
    ja: `データがあるのに根の秘密 ${file} がありません。控えから戻すか、ROOT_SECRET_FILE で場所を示してください。失ったときは、復旧キット二枚で: npm run yorube -- recover`,
    en: `There is data, but its root secret ${file} is missing: put it back from its safe place, or name where it is in ROOT_SECRET_FILE. If it is lost, two recovery kits bring it back: npm run yorube -- recover`,
  }),
  unreadable: (file) => ({
    ja: `根の秘密 ${file} が読めません。起動する利用者が読めるファイルかどうか、持ち主と権限を確かめてください。`,
    en: `The root secret ${file} cannot be read: check that it is a file that the starting user owns and may read.`,
  }),
  unwritable: (file) => ({
    ja: `根の秘密 ${file} をつくれません。起動する利用者が書けるフォルダーか、確かめてください。ほかの場所にするときは、ROOT_SECRET_FILE で示してください。`,
    en: `The root secret ${file} cannot be made: check that the starting user may write in its folder, or name another place in ROOT_SECRET_FILE.`,
  }),
  exposed: (file) => ({
    ja: `根の秘密 ${file} をほかの利用者も読めます。chmod 600 ${file} を実行してください。`,
    en: `Others may read the root secret ${file}. Run: chmod 600 ${file}`,
  }),
  damaged: (file) => ({
    ja: `根の秘密 ${file} が壊れています(途中で切れたか、書き換わっています)。控えから戻してください。データは失われていません。`,
    en: `The root secret ${file} is damaged (cut short or changed): put it back from its safe copy. No data is lost.`,
  }),
  newer: (file) => ({
    ja: `根の秘密 ${file} は、この版の知らない形式です。それを作った版の Yorube で起動してください。`,
    en: `The root secret ${file} has a format that this release does not know: start with the release that made it.`,
  }),
  foreign: (file) => ({
    ja: `根の秘密 ${file} は、このデータのものではありません。このデータの控えから戻すか、ROOT_SECRET_FILE で正しい場所を示してください。`,
    en: `The root secret ${file} does not belong to this data: restore the right one, or name its place in ROOT_SECRET_FILE.`,
  }),
}
