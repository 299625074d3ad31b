import type { CheckpointTrouble } from '../../platform/audit/log/checkpoint.ts'
import type { Finding } from '../../platform/audit/verify/findings.ts'
import type { Words } from '../console-words.ts'

/** One sentence for each finding: what it is, and what to do. */
export function findingWords(finding: Finding): Words {
  switch (finding.kind) {
    case 'key-row-refused':
    case 'no-opener':
    case 'shredded-key-back':
    case 'desk-too-thin':
    case 'auditors-key-gone':
      return keyWords(finding)
    case 'writing-altered':
    case 'writing-unkeyed':
    case 'writing-copied':
      return writingWords(finding)
    case 'writing-untimed':
    case 'writing-late':
      return timeWords(finding)
    case 'beginning-missing':
    case 'begun-again':
    case 'destroyed-before-again':
      return beginningWords(finding)
    case 'destroyed-twice':
      return {
        ja: `記録 ${finding.recordId} は、二度廃棄されたことになっています(記録 ${finding.seqBefore} と ${finding.seq})。一度目の控えが隠されていた間に、別の記録が動かされ、いっしょに廃棄されたおそれがあります。記録 ${finding.seq} が示す本文をバックアップと比べ、だれがデータベースに書けたかを調べてください。`,
        en: `Record ${finding.recordId} is said to have been destroyed twice (lines ${finding.seqBefore} and ${finding.seq}): rows of another record may have been moved there, and destroyed, while the first word was hidden. Compare the documents that line ${finding.seq} names with a backup, and find out who could write to the database.`,
      }
    case 'row-differs':
    case 'row-gone':
      return rowWords(finding)
    case 'checkpoint-missing':
    case 'checkpoint-refused':
    case 'root-differs':
    case 'checkpoint-beyond':
    case 'witness-refused':
      return checkpointWords(finding)
    default:
      return lineWords(finding)
  }
}

type Of<Kind extends Finding['kind']> = Extract<Finding, { kind: Kind }>

function lineWords(
  finding: Exclude<
    Finding,
    | Parameters<typeof keyWords>[0]
    | Parameters<typeof rowWords>[0]
    | Parameters<typeof writingWords>[0]
    | Parameters<typeof timeWords>[0]
    | Parameters<typeof beginningWords>[0]
    | Of<'destroyed-twice'>
    | Parameters<typeof checkpointWords>[0]
  >,
): Words {
  switch (finding.kind) {
    case 'line-altered':
      return {
        ja: `記録 ${finding.seq}(${finding.place} 番目)が、封をした後に書き換えられています。バックアップの同じ行と比べ、だれがデータベースに書けたかを調べてください。`,
        en: `Line ${finding.seq} (place ${finding.place}) was altered after it was sealed: compare it with a backup, and find out who could write to the database.`,
      }
    case 'line-missing':
      return {
        ja: `記録 ${finding.seq}(${finding.place} 番目)が消されています。バックアップから同じ行を取り出し、だれがデータベースに書けたかを調べてください。`,
        en: `Line ${finding.seq} (place ${finding.place}) was deleted: take it from a backup, and find out who could write to the database.`,
      }
    case 'line-slipped-in':
      return {
        ja: `記録 ${finding.seq} は、後から過去に書き足されたものです。事実として扱わず、だれがデータベースに書けたかを調べてください。`,
        en: `Line ${finding.seq} was written into the past afterwards: do not take it for a fact, and find out who could write to the database.`,
      }
    case 'lines-unsealed':
      return {
        ja: `${finding.since} から ${finding.count} 件の記録に封がされていません。裏方の処理(worker)が動いているか、終わらない処理がデータベースにないかを確かめてください。`,
        en: `${finding.count} lines since ${finding.since} are not sealed: see whether the worker runs, and whether a transaction in the database never ends.`,
      }
    case 'leaves-missing':
      return {
        ja: `${finding.place} 番目から先で、封の列が ${finding.count} 件欠けています。それより後の署名は照合できません。バックアップと比べてください。`,
        en: `${finding.count} leaves are missing from place ${finding.place} on, and later checkpoints cannot be compared: compare with a backup.`,
      }
    case 'subtree-altered':
      return {
        ja: `記録の木の途中(高さ ${finding.level}、${finding.place} 番目)が書き換えられています。記録そのものは上の結果のとおりです。バックアップと比べてください。`,
        en: `A stored part of the tree (height ${finding.level}, place ${finding.place}) was altered: the lines are as told above; compare with a backup.`,
      }
    case 'log-state-altered':
      return {
        ja: '記録の木の現在地が、実際の記録と合いません。書き換えられています。バックアップと比べてください。',
        en: 'What the log says of its own end does not fit its lines: it was altered; compare with a backup.',
      }
    case 'log-lost':
      return {
        ja: '記録の木の現在地が消されています。新しい記録に封ができません。バックアップから戻してください。',
        en: 'The row that says where the log ends is gone, and nothing can be sealed: restore it from a backup.',
      }
  }
}

const TROUBLES: Record<CheckpointTrouble, Words> = {
  unreadable: { ja: '署名の形をしていません', en: 'is no checkpoint' },
  foreign: { ja: '別のシステムのものです', en: 'belongs to another system' },
  'not-signed': { ja: 'このシステムの鍵で署名されていません', en: 'is not signed by the key of this system' },
}

function checkpointWords(
  finding: Of<
    'checkpoint-missing' | 'checkpoint-refused' | 'root-differs' | 'checkpoint-beyond' | 'witness-refused'
  >,
): Words {
  switch (finding.kind) {
    case 'checkpoint-missing':
      return {
        ja: `${finding.size} 件すべてにかかる署名がありません。消されたか、封をする処理が止まっています。外に保管した署名と照合してください。`,
        en: `No checkpoint covers all ${finding.size} lines: it was deleted, or sealing has stopped. Compare with checkpoints kept outside.`,
      }
    case 'checkpoint-refused': {
      const why = TROUBLES[finding.trouble]
      return {
        ja: `${finding.hour} の署名は、${why.ja}。書き換えられています。外に保管した署名と照合してください。`,
        en: `The checkpoint of ${finding.hour} ${why.en}: it was altered. Compare with checkpoints kept outside.`,
      }
    }
    case 'witness-refused': {
      const why = TROUBLES[finding.trouble]
      return {
        ja: `${finding.source} は、${why.ja}。正しい控えを指定するか、このファイルがなぜそこにあるかを調べてください。`,
        en: `${finding.source} ${why.en}: name the right one, or find out how this file came there.`,
      }
    }
    case 'root-differs': {
      const { ja, en } = whose(finding.source)
      return {
        ja: `${finding.size} 件目までの記録が、${ja}と合いません。ここまでのどこかが、封をした後に作り直されています。その前の署名が合うバックアップと比べてください。`,
        en: `The first ${finding.size} lines do not fit ${en}: something up to there was made anew after it was sealed. Compare with the last backup that fits.`,
      }
    }
    case 'checkpoint-beyond': {
      const { ja, en } = whose(finding.source)
      return {
        ja: `${ja}は ${finding.size} 件目までを示していますが、記録は ${finding.log} 件しかありません。終わりが切り取られたか、古いバックアップから戻したかのどちらかです。戻したのであれば、その記録(日時と承認)を控えに添えてください。`,
        en: `${en} speaks of ${finding.size} lines, but there are ${finding.log}: the end was cut off, or an older backup was restored. If it was restored, keep the note of that (when, who agreed) with the checkpoints.`,
      }
    }
  }
}

function whose(source: string | null): Words {
  return source
    ? { ja: `外に保管した署名 ${source} `, en: `the checkpoint kept outside, ${source},` }
    : { ja: '当時の署名', en: 'the checkpoint signed then' }
}

function writingWords({ kind, seq }: Of<'writing-altered' | 'writing-unkeyed' | 'writing-copied'>): Words {
  if (kind === 'writing-unkeyed')
    return {
      ja: `記録 ${seq} に付いた書き込みの控えには、その時の鍵がかかっていません。このシステムが書いたものではありません。事実として扱わず、だれがデータベースに書けたかを調べてください。`,
      en: `What line ${seq} says was written is not under the key of its time: this system did not write it. Do not take it for a fact, and find out who could write to the database.`,
    }
  if (kind === 'writing-copied')
    return {
      ja: `記録 ${seq} に付いた書き込みの控えは、前の記録から写されたものです。古い版が戻されたことを隠しているおそれがあります。その記録が示す本文をバックアップと比べてください。`,
      en: `What line ${seq} says was written was copied from an earlier line, perhaps to hide that a row was put back to an older version: compare the documents it names with a backup.`,
    }
  return {
    ja: `記録 ${seq} に付いた書き込みの控えが、書き換えられたか、このシステムが書いたものではありません。バックアップの同じ行と比べてください。`,
    en: `What line ${seq} says was written has been altered, or was not written by this system: compare with a backup.`,
  }
}

function timeWords(finding: Of<'writing-untimed' | 'writing-late'>): Words {
  if (finding.kind === 'writing-untimed')
    return {
      ja: `記録 ${finding.seq} に付いた書き込みの控えには、作られた時刻がありません。時刻を付け始める前に作られて使われなかったものが、後から付けられています。古い版が戻されたことを隠しているおそれがあります。その記録が示す本文をバックアップと比べ、だれがデータベースに書けたかを調べてください。`,
      en: `What line ${finding.seq} says was written carries no time, though what stands before it does: it was made by an earlier release, kept back, and put in later, perhaps to hide that a row was put back to an older version. Compare the documents it names with a backup, and find out who could write to the database.`,
    }
  const { seq, last, count, madeAt, behind, behindSeq } = finding
  const [which, those] =
    count === 1 ? [`${seq}`, `line ${seq}`] : [`${seq} から ${last} まで`, `lines ${seq} to ${last}`]
  return {
    ja: `記録 ${which}(書き込み ${count} 件)に付いた控えは、${madeAt} に作られたものですが、${behind} に作られたものより後にあります。その間に時計を戻した、または機械が止まっていた記録があるなら、その日時を控えておいてください。ないのなら、取っておかれた控えが後から付けられ、古い版が戻されたことを隠しているおそれがあります。それらの記録が示す本文${behindSeq === null ? '' : `と、その時刻を持つ記録 ${behindSeq} が示す本文`}をバックアップと比べ、だれがデータベースに書けたかを調べてください。`,
    en: `What ${those} (${count} in all) say was written was made at ${madeAt}, and stands behind what is of ${behind}. If a clock was put back then, or the machine stood still, keep a note of that. If not, it was kept back and put in later, perhaps to hide that a row was put back to an older version: compare the documents that are named there${behindSeq === null ? '' : `, and in line ${behindSeq} that is of the later time,`} with a backup, and find out who could write to the database.`,
  }
}

function beginningWords(finding: Of<'beginning-missing' | 'begun-again' | 'destroyed-before-again'>): Words {
  if (finding.kind === 'beginning-missing')
    return {
      ja: '書き込みの控えに、いまの根の秘密の鍵をかけ始めた印(record.keyed)がありません。この版でまだ一度も起動していないか、消されています。起動したことがあるのなら、バックアップと比べ、だれがデータベースに書けたかを調べてください。',
      en: 'The line with which the time of the present root secret begins (record.keyed) is not there: this release was never started on these data, or somebody deleted the line. If it was started, compare with a backup, and find out who could write to the database.',
    }
  if (finding.kind === 'begun-again')
    return {
      ja: `記録 ${finding.seq} で、書き込みの控えに同じ根の秘密の鍵をかけ始めた印がもう一度付いています。はじめの印が、起動の間だけ隠されていました。だれがデータベースに書けたかを調べてください。`,
      en: `With line ${finding.seq} the time of a root secret begins a second time: the first beginning was hidden while the system started. Find out who could write to the database.`,
    }
  return {
    ja: `記録 ${finding.seq} は、鍵をかけ始めた時より後に、「以前に廃棄した」と書き留めています。記録を始め直させて、廃棄されていない本文を廃棄したことにしたおそれがあります。その記録が示す本文をバックアップと比べ、だれがデータベースに書けたかを調べてください。`,
    en: `Line ${finding.seq} says of documents that they were destroyed before the record began, and does not stand at its beginning: somebody had it begin anew, perhaps to pass off as destroyed what nobody decided about. Compare the documents it names with a backup, and find out who could write to the database.`,
  }
}

function rowWords(finding: Of<'row-differs' | 'row-gone'>): Words {
  const { label, rowId, seq } = finding
  if (finding.kind === 'row-differs')
    return {
      ja: `${label} ${rowId} の本文が、最後に書かれたもの(記録 ${seq})と違います。古い版に戻されたか、書き換えられています。バックアップから正しい版を探してください。`,
      en: `${label} ${rowId} is not what was last written there (line ${seq}): it was put back to an older version, or altered. Look for the right one in a backup.`,
    }
  const last =
    seq === null
      ? { ja: 'いつ書かれたかの控えはありません', en: 'when it was written is not on record' }
      : { ja: `最後に書かれたのは記録 ${seq}`, en: `last written with line ${seq}` }
  return {
    ja: `${label} ${rowId} の本文が、廃棄の記録がないのに消えています(${last.ja})。バックアップから取り出してください。`,
    en: `${label} ${rowId} is gone, and no destruction is on record for it (${last.en}): take it from a backup.`,
  }
}

function keyWords(
  finding: Of<'key-row-refused' | 'no-opener' | 'shredded-key-back' | 'desk-too-thin' | 'auditors-key-gone'>,
): Words {
  if (finding.kind === 'auditors-key-gone')
    return {
      ja: `監査担当の鍵(自治体 ${finding.tenantId})は ${finding.epoch} 番目まで新しくした記録がありますが、いま残っているのは ${finding.newest} 番目までです。消されています。監査担当を離れた人が、消された後の言葉を開けるおそれがあります。バックアップと比べ、だれがデータベースに書けたかを調べてください。`,
      en: `The record says that the auditors' key (tenant ${finding.tenantId}) was renewed up to number ${finding.epoch}, but the newest one there is number ${finding.newest}: the later ones were deleted, and an auditor who had left may open what was written since. Compare with a backup, and find out who could write to the database.`,
    }
  if (finding.kind === 'shredded-key-back')
    return {
      ja: `廃棄した記録の鍵の行(単位 ${finding.compartmentId})が戻っています。中身は残っていませんが、だれがデータベースに書けたかを調べ、もう一度起動して廃棄をやり直してください。`,
      en: `The key of a destroyed record (compartment ${finding.compartmentId}) is there again: find out who could write to the database, and start the system once more, which destroys it again.`,
    }
  if (finding.kind === 'key-row-refused') {
    const at = finding.deskId && finding.deskId !== finding.rowId ? ` / ${finding.deskId}` : ''
    return {
      ja: `${finding.table} の行 ${finding.rowId}${at} は、このシステムが書いたものではありません。その行は使われません。利用者の鍵は管理者が作り直し、ほかはバックアップから戻してください。`,
      en: `The row ${finding.rowId}${at} of ${finding.table} was not written by this system, and is not used: an administrator begins the account anew; restore other rows from a backup.`,
    }
  }
  if (finding.kind === 'no-opener')
    return {
      ja: `${finding.rows} 件の本文(単位 ${finding.compartmentId})を開ける人がいません。鍵を持つ窓口に職員を迎え入れるか、バックアップから鍵の行を戻してください。`,
      en: `Nobody can open ${finding.rows} documents (compartment ${finding.compartmentId}): admit somebody to the desk that holds the key, or restore the key's row from a backup.`,
    }
  return {
    ja: `窓口 ${finding.deskId} で働ける職員が ${finding.members} 人だけです。その人がいなくなると、だれも開けなくなります。もう一人を迎え入れてください。`,
    en: `Desk ${finding.deskId} has ${finding.members} live members: should she leave, nobody can open what it holds. Admit another.`,
  }
}
