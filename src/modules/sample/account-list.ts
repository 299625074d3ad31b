import { samplePassword } from '../accounts/index.ts'
import { referenceNetwork } from '../directory/reference-network.ts'
import type { Progress } from './load/load-sample.ts'
import type { CastMember } from './world/cast.ts'
import { city, prefecture, prefectureHost, renamedHere, type SampleTenant } from './world/places.ts'

const roles: Readonly<Record<string, { ja: string; en: string }>> = {
  counselor: { ja: '女性相談支援員', en: 'counsellor' },
  supervisor: { ja: '係長（スーパーバイザー）', en: 'supervisor' },
  manager: { ja: '課長', en: 'manager' },
  desk_worker: { ja: '窓口の職員', en: 'desk worker' },
  desk_lead: { ja: '窓口の責任者', en: 'desk lead' },
  partner_worker: { ja: '関係機関の職員', en: 'partner' },
  shelter_worker: { ja: '施設の職員', en: 'facility worker' },
  tenant_admin: { ja: 'システム管理者', en: 'administrator' },
  auditor: { ja: '監査担当', en: 'auditor' },
}

/** What is printed at every start of a sample: who may sign in where, and the one password. */
export function accountList(language: 'ja' | 'en', staffAddress: string): string {
  const other = new URL(staffAddress)
  other.hostname = prefectureHost
  const [password, note] =
    language === 'ja'
      ? ['パスワードはすべて', '確認コードはサインインの画面が入れます。すべて架空の内容です。']
      : ['The password of all of them:', 'The sign-in page fills in the code. Everything in here is made up.']
  return [
    '',
    ...tenantLines(city, staffAddress, language),
    '',
    ...tenantLines(prefecture, other.href, language),
    '',
    `${password} ${samplePassword}`,
    note,
    '',
  ].join('\n')
}

function tenantLines(tenant: SampleTenant, address: string, language: 'ja' | 'en'): string[] {
  const desks = new Map(
    referenceNetwork(tenant.network).bodies.flatMap((body) =>
      body.desks.map((desk) => [desk.id, renamedHere(desk.name)] as const),
    ),
  )
  return [
    `${tenant.name}  ${address}`,
    ...tenant.cast.map((member) => `  ${accountLine(member, desks, language)}`),
  ]
}

function accountLine(member: CastMember, desks: ReadonlyMap<string, string>, language: 'ja' | 'en'): string {
  const held = [
    ...(member.tenantRole ? [roleIn(member.tenantRole, language)] : []),
    ...member.seats.map(([desk, role]) => `${roleIn(role, language)} ${desks.get(desk) ?? ''}`),
  ]
  return `${member.login.padEnd(16)} ${padded(member.name, 14)} ${held.join(' / ')}`
}

function roleIn(role: string, language: 'ja' | 'en'): string {
  return roles[role]?.[language] ?? role
}

/** Japanese letters are two columns wide on a console. */
function padded(text: string, columns: number): string {
  const width = [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0xff ? 2 : 1), 0)
  return text + ' '.repeat(Math.max(0, columns - width))
}

export function progressLine({ tenant, what, count, reasons = [] }: Progress, language: 'ja' | 'en'): string {
  const words = {
    founding: {
      ja: `${tenant}: ${count} 人の職員を用意しています。`,
      en: `${tenant}: making ${count} accounts.`,
    },
    cases: {
      ja: `${tenant}: ${count} 件の支援の経過を書いています。`,
      en: `${tenant}: writing ${count} cases.`,
    },
    calls: {
      ja: `${tenant}: そのほかの相談を書いています。`,
      en: `${tenant}: writing the other consultations.`,
    },
    'broken-off': {
      ja: `${tenant}: ${count} 件は途中まで書きました（${reasons.join('、')}）。`,
      en: `${tenant}: ${count} were written only in part (${reasons.join(', ')}).`,
    },
  }
  return words[what][language]
}
