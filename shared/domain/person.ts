/** Roles a certificate can name. What a role may do is checked in the services. */
export const ROLES = ['reviewer', 'approver', 'secretary', 'expert', 'inspector', 'centre'] as const;
export type Role = (typeof ROLES)[number];

/** Chinese titles as printed on screens and sheets. */
export const ROLE_TITLES: Record<Role, string> = {
  reviewer: '审核员',
  approver: '复核员',
  secretary: '评审秘书',
  expert: '专家',
  inspector: '核查员',
  centre: '中心',
};
