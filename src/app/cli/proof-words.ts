import type { Words } from '../console-words.ts'
import type { CliSaid } from './cli-scene.ts'
import { findingWords } from './finding-words.ts'

type OfProof = Extract<
  CliSaid,
  {
    type:
      | 'figure'
      | 'finding'
      | 'more-findings'
      | 'no-witness'
      | 'no-checkpoint'
      | 'proof-holds'
      | 'proof-fails'
      | 'paper-checkpoint'
      | 'raw'
  }
>

/** What `verify` and `checkpoint` say. */
export function proofWords(said: OfProof): Words {
  switch (said.type) {
    case 'raw':
      return { ja: said.text, en: said.text }
    case 'figure':
      return figureWords(said.name, said.value)
    case 'finding':
      return findingWords(said.finding)
    case 'more-findings':
      return {
        ja: `ほかに ${said.count} 件あります。上のものから順に確かめてください。`,
        en: `${said.count} more are not listed; begin with those above.`,
      }
    case 'no-witness':
      return {
        ja: '外に保管した署名と照合していません。記録の終わりを切り取られても気づけないため、WITNESS_DIR に別の場所を指定するか、checkpoint で印刷したものを保管してください。',
        en: 'Not compared with any checkpoint kept outside, so a record that was cut short would not show. Name a place elsewhere in WITNESS_DIR, or print with: checkpoint',
      }
    case 'no-checkpoint':
      return {
        ja: '署名はまだありません。システムを動かして、数秒待ってからやり直してください。',
        en: 'There is no checkpoint yet. Start the system, wait some seconds, and repeat.',
      }
    case 'proof-holds':
      return { ja: '異常は見つかりませんでした。', en: 'Everything holds.' }
    case 'proof-fails':
      return {
        ja: `${said.count} 件の異常が見つかりました。直す前に、データベースとバックアップの写しを取ってください。`,
        en: `${said.count} findings. Before anything is mended, take a copy of the database and keep the backups.`,
      }
    case 'paper-checkpoint':
      return paperWords(said)
  }
}

const FIGURES: Record<string, Words> = {
  lines: { ja: '封をした記録', en: 'sealed lines' },
  linesPerSecond: { ja: '1 秒あたりに調べた記録', en: 'lines a second' },
  waiting: { ja: 'これから封をする記録', en: 'lines not sealed yet' },
  checkpoints: { ja: '確かめた署名', en: 'checkpoints confirmed' },
  outsideCheckpoints: { ja: '外に保管した署名で確かめたもの', en: 'checkpoints kept outside, confirmed' },
  documents: { ja: '書き込みの控え', en: 'writings on record' },
  rows: { ja: '照合した本文', en: 'sealed documents compared' },
  unrecorded: {
    ja: '控えのない本文(控えを取る前に書かれたもの)',
    en: 'documents written before writings were recorded',
  },
  keyRows: { ja: '確かめた鍵の行', en: 'key rows confirmed' },
  compartments: { ja: '鍵のかかった単位', en: 'compartments' },
  shredded: { ja: '廃棄した記録', en: 'records destroyed by decision' },
  destroyedBefore: {
    ja: '廃棄の控えを取る前に廃棄した本文',
    en: 'documents destroyed before destructions were recorded one by one',
  },
  desks: { ja: '窓口', en: 'desks' },
}

function figureWords(name: string, value: number): Words {
  const words = FIGURES[name] ?? { ja: name, en: name }
  const shown = value.toLocaleString('en-US')
  return { ja: `${words.ja}: ${shown}`, en: `${words.en}: ${shown}` }
}

function paperWords(said: Extract<OfProof, { type: 'paper-checkpoint' }>): Words {
  const at = new Date(said.signedAt).toLocaleString('sv-SE', { timeZone: 'Asia/Tokyo' })
  return {
    ja: `記録の検証用の署名(個人の情報は含みません)

署名の時刻: ${at}
記録の件数: ${said.size}
${said.isCurrent ? '' : '注意: この後の記録にはまだ署名がありません。数秒後にやり直すと、最新のものになります。\n'}
${said.note}
検証用の公開鍵:
${said.printedKey}

この紙は、システムを管理する人とは別の人が、別の場所で保管してください。
後日 verify に渡すときは、上の署名の 3 行、空行、「—」で始まる行をそのままファイルに写します。

印刷した日:            印刷した人:              受け取った人:`,
    en: `Checkpoint of the record (holds nothing about any person)

Signed at: ${at} (Japan)
Lines: ${said.size}
${said.isCurrent ? '' : 'Note: newer lines are not signed yet; repeat in some seconds for the newest.\n'}
${said.note}
Public key:
${said.printedKey}

Keep this paper with somebody who does not run the system, in another place.
To use it with verify, copy the three lines, the empty line and the line that begins with "—" into a file.

Printed on:            Printed by:              Received by:`,
  }
}
