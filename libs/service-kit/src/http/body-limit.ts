/** Bodies beyond this are refused; imports stream and have no limit of their own. */
export const BODY_LIMIT_BYTES = 1_048_576;
