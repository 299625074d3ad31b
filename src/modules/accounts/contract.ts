import { z } from 'zod'
import { deskRoles, type MachineScope, machineScopes, tenantRoles } from '../../platform/permissions.ts'

export const shortestPassword = 12
export const cardCodeCount = 40
export const recoveryCodeCount = 10
/** An activation letter is handed over in person; two weeks leave time for a holiday. */
export const activationDays = 14

/** As typed on the sign-in page: what differs only in width or case is the same account. */
export const Login = z
  .string('accounts_login_missing')
  .max(200)
  .transform((typed) => typed.normalize('NFKC').trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/, 'accounts_login_shape'))

/** A login somebody claims to have: any text that cannot be one finds nothing, like an unknown one. */
export const ClaimedLogin = z
  .string('accounts_login_missing')
  .min(1, 'accounts_login_missing')
  .max(200, 'accounts_login_shape')
  .transform((typed) => typed.normalize('NFKC').trim().toLowerCase())

/** Existing passwords are taken as typed; the length only bounds the work. */
export const TypedPassword = z.string('accounts_password_missing').min(1).max(1000, 'accounts_password_long')
export const TypedCode = z.string('accounts_code_missing').min(1).max(40, 'accounts_code_shape')
/** The letter's code, as typed. */
export const TypedLetter = z.string('accounts_letter_missing').min(1).max(40, 'accounts_letter_wrong')
/** As it stands on the console of the first start; what it cannot be is wrong like any other. */
export const TypedSetUpCode = z
  .string('accounts_set_up_code_missing')
  .min(1)
  .max(60, 'accounts_set_up_code_wrong')
export const NewPassword = z
  .string('accounts_password_missing')
  .min(shortestPassword, 'accounts_password_short')
  .max(1000, 'accounts_password_long')
export const DisplayName = z.string('accounts_name_missing').trim().min(1).max(60, 'accounts_name_long')

const PrintedCard = z.object({ factor: z.literal('card') })
const Authenticator = z.object({
  factor: z.literal('totp'),
  /** The secret in base32, made by `newTotpKey` and shown as a QR code before. */
  totpKey: z.string().regex(/^[A-Z2-7]{32}$/),
  totpCode: z.string('accounts_totp_code_missing').max(40, 'accounts_totp_code_wrong'),
})
export const FactorChoice = z.discriminatedUnion('factor', [PrintedCard, Authenticator], {
  error: 'accounts_factor_missing',
})
export type FactorChoice = z.output<typeof FactorChoice>

/** Shown once; only keyed hashes are stored. `cardCodes` is empty for an authenticator app. */
export const ShownCodes = z.object({ cardCodes: z.array(z.string()), recoveryCodes: z.array(z.string()) })
export type ShownCodes = z.output<typeof ShownCodes>

export const mostPasskeys = 5
/** How she tells her security keys apart. */
export const PasskeyLabel = z
  .string('accounts_passkey_label_missing')
  .trim()
  .min(1, 'accounts_passkey_label_missing')
  .max(40, 'accounts_passkey_label_long')

const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/)
/** Of what a browser's security key answered, what we look at; `output` is what it derived, where it derives. */
export const ShownKey = z.object({
  id: base64url(1400),
  clientDataJSON: base64url(8000),
  authenticatorData: base64url(8000),
  signature: base64url(8000),
  output: base64url(43).optional(),
})
export type ShownKey = z.output<typeof ShownKey>
export const MadeKey = z.object({
  id: base64url(1400),
  clientDataJSON: base64url(8000),
  attestationObject: base64url(16_000),
  output: base64url(43).optional(),
})
export type MadeKey = z.output<typeof MadeKey>

/** A form carries it as one field. */
export function inOneField<Shape extends z.ZodType>(shape: Shape) {
  return z
    .string('accounts_key_missing')
    .max(40_000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'accounts_key_missing' })
        return z.NEVER
      }
    })
    .pipe(shape)
}

/** Where a security key answered, as the request was addressed (never from the form). */
export const AskedAt = { origin: z.url().optional(), attempt: z.string().max(43).nullish() }

/**
 * How somebody shows who she is: password and code, password and security key, or a key alone that opens by itself.
 */
const proofFields = {
  password: TypedPassword.optional(),
  code: TypedCode.optional(),
  keyToken: inOneField(ShownKey).optional(),
  /** The office's directory has just sent this browser back. */
  withDirectory: z.literal('yes').optional(),
  ...AskedAt,
}
function mustProve(
  shown: { password?: unknown; code?: unknown; keyToken?: unknown; withDirectory?: unknown },
  context: z.RefinementCtx,
): void {
  if (shown.keyToken !== undefined) return
  for (const field of shown.withDirectory ? (['password'] as const) : (['password', 'code'] as const))
    if (shown[field] === undefined)
      context.addIssue({ code: 'custom', path: [field], message: `accounts_${field}_missing` })
}

/** At the door. */
export const Claimed = z.object({ login: ClaimedLogin, ...proofFields }).superRefine(mustProve)
/** The signed-in person shows again who she is, for what a stolen open screen must not do. */
export const Reconfirmed = z.object(proofFields).superRefine(mustProve)
/** For what needs the old password itself. */
export const ReconfirmedByPassword = z
  .object({ ...proofFields, password: TypedPassword })
  .superRefine(mustProve)
export type Proof = z.output<typeof Reconfirmed>

/** What a browser's security key is asked: the challenge, and her keys with what each derives its secret from. */
export const AskedKey = z.object({
  challenge: z.string(),
  allow: z.array(z.object({ id: z.string(), salt: z.string() })),
})
export type AskedKey = z.output<typeof AskedKey>

export const Waiting = z.object({ kind: z.literal('wait'), seconds: z.number().int() })
export const Wrong = z.object({ kind: z.literal('wrong') })
/** The account's key row, or its second factor, is not as it was written: no password is right, and it is not her mistake. */
export const Damaged = z.object({ kind: z.literal('damaged') })

export const DeskRoleCode = z.enum(deskRoles, 'accounts_role_missing')
export const TenantRoleCode = z.enum(tenantRoles)
/** What takes two administrators (migrations/0093, 0205). */
export const ProposedAct = z.enum(['give_role', 'take_role', 'suspend', 'resume', 'leave', 'reset', 'unlink'])
export type ProposedAct = z.output<typeof ProposedAct>
export const RoleCode = z.enum([...deskRoles, ...tenantRoles])
export const AccountState = z.enum(['invited', 'active', 'suspended', 'left'])

export const ActivationLetter = z.object({
  id: z.uuid(),
  login: z.string(),
  displayName: z.string(),
  activationCode: z.string(),
  notAfter: z.date(),
})
export type ActivationLetter = z.output<typeof ActivationLetter>

export const longestMachineDays = 365
export const usualMachineDays = 90
/** After the second administrator, the desk takes a machine in within two weeks, as with a letter. */
export const machineAdmissionDays = 14
export const MachineScopeCode = z.enum(Object.keys(machineScopes) as [MachineScope, ...MachineScope[]])
/** Where a machine's credential stands; `stale` = nobody confirmed or took it in while there was time. */
export const machineStandings = [
  'asked',
  'confirmed',
  'stale',
  'live',
  'unanswered',
  'over',
  'ended',
] as const
export type MachineStanding = (typeof machineStandings)[number]

/** Shown once, to whoever took the machine in. */
export const MachineBearer = z.object({
  name: z.string(),
  /** What the program sends as `Authorization: Bearer …`. */
  bearer: z.string(),
  endsAt: z.date(),
})
