import type { Words } from '../console-words.ts'
import { UNSEALED_BEGINNING } from '../replayed-words.ts'
import type { CliSaid } from './cli-scene.ts'

type OfRotation = Extract<
  CliSaid,
  {
    type: 'rotation-figures' | 'root-rotated' | 'follows-previous' | 'rotation-finished' | 'rotation-unsealed'
  }
>

/** What `rotate-root` says. */
export function rotationWords(said: OfRotation): Words {
  switch (said.type) {
    case 'rotation-figures':
      return figureWords(said)
    case 'root-rotated':
      return {
        ja: `根の秘密を新しくしました。${said.place} にあります。紙に写し直し、バックアップを取り直してください。
前の根の秘密は ${said.kept} に残しました。これより前のバックアップを戻すときに要ります。バックアップとは別の場所に移し、前のバックアップを捨てたら、これと前の紙を破棄してください。
利用者は、次にサインインしたとき新しい根の秘密に移ります。全員が移ったら: npm run yorube -- rotate-root --finish`,
        en: `The root secret is a new one, in ${said.place}. Copy it to paper again, and make a new backup.
The one before stays in ${said.kept}: backups from before need it. Move it away from them, and destroy it and its papers when those backups are gone.
Accounts follow at their next sign-in. When all have: npm run yorube -- rotate-root --finish`,
      }
    case 'follows-previous':
      return followerWords(said)
    case 'rotation-unsealed':
      return UNSEALED_BEGINNING
    case 'rotation-finished':
      return {
        ja: '入れ替えが終わりました。前の根の秘密では、もうどの利用者も確かめられません。',
        en: 'Done. The root secret before this one proves nobody any more.',
      }
  }
}

function figureWords(said: Extract<OfRotation, { type: 'rotation-figures' }>): Words {
  const seconds = (said.ms / 1000).toFixed(1)
  const left =
    said.left === 0
      ? { ja: '', en: '' }
      : {
          ja: `書き換えの疑いがある ${said.left} 行は、そのままにしました。verify で確かめてください。`,
          en: ` ${said.left} rows that Yorube had not written were left as they are: see verify.`,
        }
  return {
    ja: `${said.made} 行を新しくしました(${seconds} 秒)。${said.sessions} 件のサインインを終え、${said.machines} 件の外部プログラムの接続を終えました。${left.ja}`,
    en: `${said.made} rows made anew in ${seconds} s. ${said.sessions} sessions ended, and ${said.machines} credentials of programs.${left.en}`,
  }
}

function followerWords({ login, tenant, kind }: Extract<OfRotation, { type: 'follows-previous' }>): Words {
  if (kind === 'password')
    return {
      ja: `${tenant}: ${login} さんは、まだサインインしていません。`,
      en: `${tenant}: ${login} has not signed in yet.`,
    }
  if (kind === 'passkey')
    return {
      ja: `${tenant}: ${login} さんのパスキーが、まだ使われていません。パスキーでサインインするか、そのパスキーを削除してもらってください。`,
      en: `${tenant}: a passkey of ${login} has not been used yet. Ask for a sign-in with it, or for its removal.`,
    }
  return {
    ja: `${tenant}: ${login} さんの登録用の手紙が、まだ使われていません。`,
    en: `${tenant}: ${login} has not used the letter of invitation yet.`,
  }
}
