import type { Vault } from './contract.ts'
import { Directory, macUnderEach } from './directory-mac.ts'
import type { Instance } from './instance.ts'

type RowMacs = Pick<
  Vault,
  'macRow' | 'checkRow' | 'macRowUnderEach' | 'checkRowUnderEach' | 'wasRowMadeBefore'
>

/** Of rows that hold no key. */
export function rowMacs({ root, earlier, directory }: Instance): RowMacs {
  return {
    macRow: (tenantId, table, columns) => directory.macRow(tenantId, table, columns),
    checkRow: (tenantId, table, columns, mac) => directory.checkRow(tenantId, table, columns, mac),
    macRowUnderEach: (tenantId, table, columns) => macUnderEach([root, ...earlier], tenantId, table, columns),
    checkRowUnderEach: (tenantId, table, columns, macs) =>
      directory.checkUnderEach(tenantId, table, columns, macs),
    wasRowMadeBefore: (tenantId, table, columns, macs) =>
      earlier.some((one) => new Directory(one).checkUnderEach(tenantId, table, columns, macs)),
  }
}
