import type { DeskRole, TenantRole } from '../../../platform/permissions.ts'

/** Who works in the sample. Names by the scheme of `names.ts`; logins are the name in letters. */
export interface CastMember {
  login: string
  name: string
  /** Ids of the reference network, with the role held there. */
  seats: readonly (readonly [desk: string, role: DeskRole])[]
  tenantRole?: TenantRole
  /** Has not acknowledged the duty of confidentiality yet: signing in shows the page that asks for it. */
  isNew?: true
}

const at = (login: string, name: string, desk: string, role: DeskRole): CastMember => ({
  login,
  name,
  seats: [[desk, role]],
})
const office = (login: string, name: string, tenantRole: TenantRole): CastMember => ({
  login,
  name,
  seats: [],
  tenantRole,
})

/** Who works at two small desks at once (兼務). */
const atBoth = (
  login: string,
  name: string,
  first: readonly [string, DeskRole],
  second: readonly [string, DeskRole],
): CastMember => ({ login, name, seats: [first, second] })

/** The first of each list founds the tenant. */
export const cityCast: readonly CastMember[] = [
  office('kaoru.reiji', '例示 薫', 'tenant_admin'),
  at('hana.mihon', '見本 花', 'AGE-HUB', 'counselor'),
  at('chiaki.tehon', '手本 千秋', 'AGE-HUB', 'counselor'),
  at('minori.keiko', '稽古 みのり', 'AGE-HUB', 'counselor'),
  at('sayo.rensyu', '練習 小夜', 'AGE-HUB', 'counselor'),
  at('fumie.mohan', '模範 文恵', 'AGE-HUB', 'supervisor'),
  at('tokiko.mihon', '見本 時子', 'AGE-HUB', 'manager'),
  office('wataru.tehon', '手本 渉', 'tenant_admin'),
  office('tadashi.mohan', '模範 正', 'auditor'),
  atBoth('kenji.reiji', '例示 賢治', ['AGE-D01', 'desk_lead'], ['AGE-D02', 'desk_worker']),
  atBoth('yuka.reiji', '例示 由佳', ['AGE-D02', 'desk_lead'], ['AGE-D01', 'desk_worker']),
  at('sanae.mihon', '見本 早苗', 'AGE-D03', 'desk_lead'),
  at('riku.keiko', '稽古 陸', 'AGE-D03', 'desk_worker'),
  at('megumi.tehon', '手本 恵', 'AGE-D04', 'desk_lead'),
  at('nozomi.reiji', '例示 希', 'AGE-D04', 'desk_worker'),
  at('aya.rensyu', '練習 綾', 'AGE-D05', 'desk_lead'),
  at('kou.tehon', '手本 航', 'AGE-D05', 'desk_worker'),
  at('takeshi.mihon', '見本 武', 'AGE-D06', 'desk_lead'),
  at('mai.mohan', '模範 舞', 'AGE-D06', 'desk_worker'),
  atBoth('shigeru.keiko', '稽古 茂', ['AGE-D07', 'desk_lead'], ['AGE-D08', 'desk_worker']),
  atBoth('yoshie.tehon', '手本 良江', ['AGE-D08', 'desk_lead'], ['AGE-D07', 'desk_worker']),
  at('natsumi.reiji', '例示 夏海', 'AGE-D09', 'desk_lead'),
  at('toru.mohan', '模範 徹', 'AGE-D09', 'desk_worker'),
  at('jun.rensyu', '練習 淳', 'AGE-D10', 'desk_lead'),
  at('shiori.mihon', '見本 栞', 'AGE-D10', 'desk_worker'),
  at('goro.mohan', '模範 吾郎', 'AGE-D11', 'desk_lead'),
  at('aoi.rensyu', '練習 葵', 'AGE-D11', 'desk_worker'),
  at('kazumi.keiko', '稽古 和美', 'AGE-D12', 'desk_lead'),
  { ...at('haruto.tehon', '手本 春人', 'AGE-D12', 'desk_worker'), isNew: true },
  at('makoto.rensyu', '練習 真', 'AGE-D13', 'desk_lead'),
  at('chizuru.mohan', '模範 千鶴', 'AGE-D14', 'desk_lead'),
  at('daichi.reiji', '例示 大地', 'AGE-D14', 'desk_worker'),
  at('sumire.keiko', '稽古 すみれ', 'AGE-A06', 'partner_worker'),
]

export const prefectureCast: readonly CastMember[] = [
  office('ritsu.mihon', '見本 律', 'tenant_admin'),
  at('kotoe.reiji', '例示 琴絵', 'PRF-CENTER', 'counselor'),
  at('mizuho.tehon', '手本 瑞穂', 'PRF-CENTER', 'counselor'),
  at('emi.mohan', '模範 恵美', 'PRF-CENTER', 'supervisor'),
  at('setsuko.keiko', '稽古 節子', 'PRF-CENTER', 'manager'),
  at('wakana.rensyu', '練習 若菜', 'PRF-COUNSELORS', 'counselor'),
  at('iku.mihon', '見本 郁', 'PRF-COUNSELORS', 'supervisor'),
  at('tomo.reiji', '例示 朋', 'PRF-FACILITY', 'shelter_worker'),
  at('sakie.tehon', '手本 咲江', 'PRF-FACILITY', 'desk_lead'),
  at('kyoko.mohan', '模範 恭子', 'PRF-A03', 'desk_worker'),
  office('osamu.keiko', '稽古 修', 'tenant_admin'),
  office('mitsuru.rensyu', '練習 満', 'auditor'),
]

/** Whose work the tour of the sample begins with. */
export const demoLogin = 'hana.mihon'
