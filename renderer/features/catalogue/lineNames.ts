/** `conditions-1.2`: how an address names a line of a programme's page. */
export const lineName = (section: string, number: string): string => `${section}-${number}`;

/** Id of the element of that line. */
export const lineId = (name: string): string => `qp-line-${name}`;
