import type { BusinessDate, Role } from '@hengxin/contracts';
import type { Directory } from '@hengxin/identity';

/**
 * The role in which somebody takes a client on from a day on; null for one unknown. A person who keeps clients on that
 * day or today counts as relationship manager: history tells of those promoted since, and of those who were not yet in
 * the staff file. A person who comes after both days is as unknown as a stranger, and so is one who has left: nobody
 * keeps clients before their first day or after their last.
 */
export function roleForClients(
  { tree }: Pick<Directory, 'tree'>,
  staffId: string,
  from: BusinessDate,
  today: BusinessDate,
): Role | null {
  if (!tree.staffPlacedOn(staffId, from > today ? from : today)) return null;
  const then = tree.staff(staffId, from)?.role ?? null;
  return then !== 'RM' && tree.staff(staffId, today)?.role === 'RM' ? 'RM' : then;
}
