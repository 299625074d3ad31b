import { z } from 'zod'
import { deskRoles, permissions, tenantRoles } from '../../platform/permissions.ts'
import { defineUseCase } from '../../platform/use-case.ts'

/** The page 「権限の一覧」: the table of `permissions.ts` as it is in force, nothing retold. */
export const listPermissions = defineUseCase({
  name: 'account.list-permissions',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({}),
  subject: () => ({ objectType: 'permissions' }),
  output: z.object({
    roles: z.array(z.string()),
    permissions: z.array(
      z.object({
        name: z.string(),
        roles: z.array(z.string()),
        needsStepUp: z.boolean(),
        isForEverybody: z.boolean(),
      }),
    ),
  }),
  run: async () => ({
    roles: [...deskRoles, ...tenantRoles],
    permissions: Object.entries(permissions).map(([name, rule]) => ({
      name,
      roles: [...rule.roles],
      needsStepUp: rule.level === 'step-up',
      isForEverybody: rule.withoutRole === true,
    })),
  }),
  audit: () => null,
})
