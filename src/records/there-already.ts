/** Whether the database took no row because another stands in its place (a unique index; SQLSTATE 23505): two did the same at one moment, or one did it before. */
export function isThereAlready(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === '23505'
}
