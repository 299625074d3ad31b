import { useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import type { Permission } from '../../../platform/permissions.ts'
import { listed } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { listPermissions } from '../list-permissions.ts'
import { roleWord } from './account-words.ts'
import { permissionWords } from './permission-words.ts'

export const loader = page({ table: look(listPermissions, () => ({})) })

export default function PermissionsPage() {
  const { table } = useLoaderData<typeof loader>()
  return (
    <>
      <title>{m.accounts_permissions_title()}</title>
      <PageTitle title={m.accounts_permissions_title()} lead={m.accounts_permissions_lead()} />
      <DataTable
        caption={m.accounts_permissions_title()}
        captionHidden
        rows={table.permissions}
        rowKey={(row) => row.name}
        columns={[
          {
            key: 'permission',
            header: m.accounts_permission(),
            cell: (row) => permissionWords[row.name as Permission](),
          },
          {
            key: 'roles',
            header: m.accounts_permission_roles(),
            cell: (row) => rolesWord(row, table.roles.length),
          },
          {
            key: 'stepUp',
            header: m.accounts_permission_step_up(),
            cell: (row) => (row.needsStepUp ? m.accounts_permission_needed() : ''),
          },
        ]}
      />
    </>
  )
}

function rolesWord(row: { roles: string[]; isForEverybody: boolean }, allRoles: number): string {
  if (row.isForEverybody) return m.accounts_permission_everybody()
  return row.roles.length === allRoles ? m.accounts_permission_all_roles() : listed(row.roles.map(roleWord))
}
