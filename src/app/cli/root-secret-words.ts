import type { Words } from '../console-words.ts'
import { rootSecretWords } from '../root-secret-words.ts'
import type { RootSecretState } from './root-secret-state.ts'

export function secretState(secret: RootSecretState): Words {
  const { place } = secret
  if (secret.state === 'present')
    return { ja: `根の秘密: ${place}(あり)`, en: `Root secret: ${place} (present)` }
  if (secret.state === 'missing')
    return { ja: `根の秘密: ${place} にありません。`, en: `Root secret: missing at ${place}.` }
  const why = rootSecretWords[secret.trouble](place)
  return { ja: `根の秘密: 使えません。${why.ja}`, en: `Root secret: unusable. ${why.en}` }
}

export function apart(secret: RootSecretState): Words {
  const { place } = secret
  const found = secret.state === 'present'
  return {
    ja:
      `根の秘密はバックアップに入っていません。${found ? `${place} にあります。` : `${place} にも見つかりません。探してください。`}` +
      'これがないと、戻したデータはだれにも開けません。バックアップとは別に、二か所で保管してください。',
    en:
      `The root secret is not in the backup. ${found ? `It lies in ${place}.` : `It is not in ${place} either: find it.`} ` +
      'Without it nobody can open the restored data. Keep it apart from the backups, in two places.',
  }
}

/** `name`: of the root secret that was there when the backup was made. */
export function afterRestore(secret: RootSecretState, isRight: boolean, name: string | null): Words {
  const { place } = secret
  if (isRight)
    return {
      ja: `根の秘密は ${place} にあります。npm start で始められます。`,
      en: `The root secret is in place (${place}). Start with: npm start`,
    }
  const named = name
    ? {
        ja: ` バックアップが控えている根の秘密の名前: ${name}`,
        en: ` The backup names its root secret: ${name}`,
      }
    : { ja: '', en: '' }
  const put = {
    ja: `保管してある根の秘密を ${place} に置き(chmod 600)、それから npm start してください。失ったときは、復旧キット二枚で: npm run yorube -- recover。別の場所に置くなら ROOT_SECRET_FILE で示します。${named.ja}`,
    en: `Put the root secret from its safe place at ${place} (chmod 600), then npm start. If it is lost, two recovery kits bring it back: npm run yorube -- recover. ROOT_SECRET_FILE names another place.${named.en}`,
  }
  if (secret.state === 'present')
    return {
      ja: `まだ始めないでください。${place} の根の秘密は、別のシステムのものです。${put.ja}`,
      en: `Do not start yet: the root secret at ${place} belongs to another system. ${put.en}`,
    }
  if (secret.state === 'unusable') {
    const why = rootSecretWords[secret.trouble](place)
    return {
      ja: `まだ始められません。${why.ja} ${put.ja}`,
      en: `It cannot start yet. ${why.en} ${put.en}`,
    }
  }
  return { ja: `まだ始められません。${put.ja}`, en: `It cannot start yet. ${put.en}` }
}
