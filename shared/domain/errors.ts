/**
 * Every refusal the product can give: a closed list of codes, each with the Chinese sentence the screen, the command line and the
 * journal show. `{name}` places are filled from `details`. A sentence says what is wrong and what to do, without blame.
 */
export const ERROR_MESSAGES = {
  // bundles: container and content
  BUNDLE_TRUNCATED: '交换包“{file}”不完整，可能拷贝时中断。请从中心重新拷贝一份，再试一次。',
  BUNDLE_NOT_A_BUNDLE: '“{file}”不是泉评交换包。请选择扩展名为 .qpb 的文件。',
  BUNDLE_LAYOUT: '交换包“{file}”的结构不符合规定（{reason}），可能被改动过。请勿使用，并向中心索取新包。',
  BUNDLE_EXTRA_FILE: '交换包“{file}”中多出清单以外的文件“{entry}”，已拒绝导入。请向中心核实来源。',
  BUNDLE_MISSING_FILE: '交换包“{file}”缺少清单中的文件“{entry}”，已拒绝导入。请重新拷贝或向中心索取新包。',
  BUNDLE_HASH: '交换包“{file}”中的“{entry}”与清单不一致，内容已损坏或被改动。请重新拷贝或向中心索取新包。',
  BUNDLE_TOO_LARGE: '交换包“{file}”超出规定的大小或文件数（{reason}）。请让中心分卷后重新下发。',
  BUNDLE_KIND: '“{file}”是{kind}包，不能在这里导入。请选择{expected}包。',
  BUNDLE_DECRYPT: '交换包“{file}”无法用本机人员的密钥打开，它可能是发给别人的。请核对收件人，或向中心重新索取。',
  BUNDLE_ENCRYPTION_DAMAGED: '交换包“{file}”的加密内容已损坏。请重新拷贝，再试一次。',
  PROFILE_NEWER: '交换包“{file}”由更新的版本制作（需要 {minReader}），请先升级泉评再导入。',
  SCHEMA_INVALID: '“{entry}”的内容不符合格式要求（{reason}）。请把此提示发给中心，让其重新制作。',
  // signatures and certificates
  SIGNATURE_MISSING: '交换包“{file}”没有签名，已拒绝导入。请向中心索取已签名的包。',
  SIGNATURE_INVALID: '交换包“{file}”的签名不成立，内容被改动过或签名有误。请勿使用，并向中心核实。',
  CERT_INVALID: '证书文件无法读取或格式不对（{reason}）。请向中心重新索取证书。',
  CERT_UNTRUSTED: '签名人的证书不是由已信任的中心签发（{reason}）。请核实交换包来源。',
  CERT_EXPIRED: '签名人“{name}”的证书不在有效期内（{notBefore} 至 {notAfter}）。请让其向中心换发证书。',
  CERT_REVOKED: '签名人“{name}”的证书已被中心吊销（{revokedOn}），已拒绝。请向中心核实。',
  CERT_ROLE: '签名人“{name}”的身份是{role}，无权签发这种交换包。请向中心核实。',
  CRL_ROLLBACK: '吊销名单的编号比本机已有的旧（{number} < {known}），已拒绝。请使用中心最新下发的包。',
  CATALOGUE_ROLLBACK: '政策目录的编号比本机已有的旧（{number} < {known}），已拒绝。请使用中心最新下发的包。',
  CATALOGUE_CONFLICT: '政策目录第 {number} 号本机已有，但内容不同，已拒绝并记录。请立即与中心核实。',
  AUDIENCE_OTHER: '这个交换包是发给其他单位或人员的，不能在本机导入。请核对是否拿错了包。',
  SEQUENCE_GAP: '此前还有 {missing} 个交换包没有导入，本包已暂存。请先导入编号较小的包。',
  SEQUENCE_REPLAY: '这个交换包比本机已导入的更旧（{seq} ≤ {known}），已拒绝。请使用最新的包。',
  SEQUENCE_CONFLICT: '编号相同的交换包已经导入过，但内容不同，已拒绝并记录。请立即与中心核实。',
  BUNDLE_ALREADY: '这个交换包已在 {receivedAt} 导入过，数据没有变化。',
  BUNDLE_WITHDRAWN:
    '审核包“{file}”已由回传人声明遗失（{at}，原因：{reason}），不再接收。请使用其后回传的审核包，那里有它的全部内容。',
  JOURNAL_FORK:
    '审核记录与已接收的记录冲突（设备 {stream} 第 {seq} 条），已隔离。请与该设备使用人核实是否恢复过旧备份。',
  JOURNAL_BROKEN: '审核记录链在第 {seq} 条处不一致，记录可能被改动。请停止使用并联系中心。',
  // media and space
  MEDIUM_READ: '读取“{file}”时出错，U盘可能已拔出或损坏。请重新插好或换一个 U盘。',
  MEDIUM_WRITE: '写入“{file}”时出错，U盘可能已拔出、写保护或损坏。请检查后重试，数据没有丢失。',
  FILE_NOT_FOUND: '找不到文件“{file}”。请检查路径，或重新插好 U盘。',
  FILE_EXISTS: '“{file}”已经存在。请换一个文件名或文件夹。',
  FILE_TOO_LARGE: '“{file}”太大（{bytes} 字节），上限 {limit} 字节。',
  FILE_CHANGED: '“{file}”在读取过程中被改动。请关闭正在使用它的程序，再试一次。',
  DISK_WRITE: '写入本机磁盘时出错（{reason}）。请检查磁盘后再试，已有数据没有变化。',
  VAULT_DAMAGED: '本机保存的附件文件“{file}”已损坏或被改动，无法读取。请重新导入原来的交换包，或联系中心。',
  SPACE_SHORT: '磁盘空间不足：还需要 {needed}，剩余 {free}。请清理磁盘后再试，已有数据没有变化。',
  CANCELLED: '已取消，没有留下任何改动。',
  // workspace
  WORKSPACE_MISSING: '这里还没有工作区。请新建工作区，或选择已有工作区所在的文件夹。',
  WORKSPACE_EXISTS: '这个文件夹里已经有工作区。请换一个文件夹，或直接打开它。',
  WORKSPACE_DAMAGED: '工作区文件已损坏（{reason}）。请不要继续写入，从最近的备份恢复，或联系中心。原文件没有改动。',
  WORKSPACE_NEWER: '工作区由更新版本的泉评建立（数据版本 {version}）。请升级程序后再打开。',
  WORKSPACE_FOREIGN: '工作区的数据结构与本版本的历史不一致（{reason}）。请用原来的程序版本打开，或联系中心。',
  WORKSPACE_UNENCRYPTED: '工作区数据库没有加密，已拒绝打开。请联系中心。',
  WORKSPACE_IO: '读写工作区所在的磁盘时出错（{reason}）。请检查磁盘和文件夹权限后重新打开泉评，已保存的内容没有丢失。',
  WORKSPACE_BUSY: '工作区正在被另一个泉评窗口使用。请切换到那个窗口，或先关闭它。',
  WORKSPACE_LOCKED: '工作区已锁定，请先输入口令解锁。',
  PASSPHRASE_WRONG: '口令不正确。请检查大小写和输入法后再试。',
  PASSPHRASE_WAIT: '口令多次不正确，请在 {seconds} 秒后再试。',
  PASSPHRASE_WEAK: '口令强度不够（{reason}）。请换一个更长或更复杂的口令。',
  PERSON_UNKNOWN: '工作区中没有这位人员。请重新选择。',
  CERTIFICATE_NEEDED: '您还没有中心签发的证书，不能{action}。请在“设置”里导出登记申请，交中心签发后装入证书。',
  CERTIFICATE_MISMATCH: '这张证书不是签发给当前人员的密钥。请核对后选择正确的证书文件。',
  RECOVERY_UNAVAILABLE: '本工作区没有登记中心的恢复公钥，无法由中心恢复口令。',
  RECOVERY_MISMATCH: '这份恢复答复与本机最近一次恢复申请不对应。请核对文件，或重新导出申请交中心办理。',
  // rights and state
  ROLE_FORBIDDEN: '您的身份是{role}，不能{action}。请由有相应权限的人员办理。',
  CASE_UNKNOWN: '没有找到这个案卷，可能已被移除。请返回列表刷新。',
  CASE_SIGNED: '案卷已签署锁定，不能再修改。如需改动，请先填写原因重新开启。',
  ITEM_UNKNOWN: '没有找到这个审核项，审核表可能已更新。请刷新后重试。',
  ATTACHMENT_UNKNOWN: '没有找到这个附件。请返回案卷刷新。',
  STALE_WRITE: '这一项刚刚在别处改过。已为您刷新，请核对后再改。',
  OBSERVATION_REASON: '核实值与申报值不一致，请写明依据哪份材料、为什么不同，再保存。',
  VERDICT_INCOMPLETE: '“不符合”需要选择原因，并附上依据或注明材料缺失。',
  SIGN_BLOCKED: '还不能签署：{reason}。请先处理完再签署。',
  NOTHING_TO_UNDO: '没有可以撤销的操作。',
  NOTHING_TO_REDO: '没有可以恢复的操作：撤销以后又有新的操作，就不能再恢复。',
  BATCH_EMPTY: '所选案卷都不能{action}。请查看被略过的原因，调整选择后再试。',
  BATCH_LIMIT: '一次最多{action} {limit} 件，现在选了 {count} 件。请缩小筛选范围，分批办理。',
  BATCH_CHANGED: '核对之后案卷又有变化，没有办理。请重新核对后再确认。',
  BATCH_UNKNOWN: '这次批量操作已经撤销，或已被后来的办理覆盖，不能再撤销。',
  EXPORT_UNKNOWN: '没有找到这次导出。请返回导出记录刷新。',
  EXPORT_SETTLED: '审核包“{file}”{problem}，不能声明遗失。请刷新导出记录。',
  NOTHING_TO_EXPORT: '没有已签署且未回传的案卷。请先完成审核并签署。',
  AMOUNT_FIX: '核定的金额不能保存：{reason}。请改正后再试。',
  EVIDENCE_INVALID: '依据截取的内容无效（{reason}）。请重新选取。',
  // documents and public notices
  DOCUMENT_STATE: '案卷 {number} {problem}，不能制作{title}。{advice}。',
  DOCUMENT_EMPTY: '没有可以写入{title}的案卷。请调整筛选条件或选择案卷后再试。',
  DOCUMENT_TOO_LONG: '{title}有 {rows} 行，一份最多 {limit} 行。请缩小筛选范围分批制作，或改存为表格。',
  CROSS_UNKNOWN: '这条交叉核查命中已不存在，可能案卷已更新。请刷新后再看。',
  CROSS_CHANGED: '这条命中的依据刚刚有变化。请重新核对后再作决定。',
  CROSS_DECISION: '核查结论没有保存：{reason}。',
  DOCUMENT_NUMBER: '文号 {number} 已经用在另一份文书上。请改用其他编号，或选“自动编号”。',
  DOCUMENT_REASON: '含个人信息或材料截图的文书，须写明用途后才能制作。',
  DOCUMENT_FORMAT: '{title}不能存为 {format}。请改选其他格式。',
  PUBLICITY_UNKNOWN: '没有找到这次公示。请返回公示列表刷新。',
  PUBLICITY_PERIOD: '公示期不符合规定：{reason}。请改正后再试。',
  PUBLICITY_ENTRY: '案卷 {number} {problem}，不能列入公示。请移出后再试。',
  PUBLICITY_STATE: '公示“{title}”{problem}，不能{action}。{advice}。',
  OBJECTION_UNKNOWN: '没有找到这条异议，可能已经处理。请刷新后再试。',
  // keeping and erasing
  RETENTION_UNKNOWN: '没有找到这批案卷。请返回列表刷新。',
  ERASE_BLOCKED: '还不能清除这批案卷：{reason}。{advice}。',
  EXPORT_FORBIDDEN:
    '本工作区不允许{role}{action}。请由获准的身份（{allowed}）办理；确需放开的，请复核员或评审秘书在“设置—导出权限”中调整。',
  RETENTION_DATE: '保存期限不对：{reason}。请改正后再试。',
  // two people
  SECOND_UNKNOWN: '没有找到这次复核，可能已经办结。请返回复核列表刷新。',
  SECOND_STATE: '案卷 {number} {problem}，不能{action}。{advice}。',
  SECOND_SAME_PERSON: '复核须由初审人员以外、持另一张证书的人员办理。请换一位复核员。',
  SECOND_BLIND: '这个案卷正在盲审，复核签署之前不能查看初审的内容。请在“复核”中打开自己的复核卷。',
  SECOND_BLIND_LIST: '您还有 {cases} 件盲审没有签署，整份名单会透露初审结论。请先完成盲审，或只选定其他案卷制作。',
  SECOND_OTHERS: '这是别人的复核卷，裁定之前不能查看。请等待复核员签署。',
  SECOND_PENDING: '案卷正在复核，不能重新开启或修改。请等复核办结。',
  SECOND_RETURNED: '复核只退回了部分项目，这一项已经定下，不能再改。请只处理退回的项目，其他问题向复核员说明。',
  SECOND_SIDES: '案卷正在复核，复核员不能代初审处理。请由初审人员办理，或在“复核”中裁定。',
  SECOND_CHOICES: '裁定还不完整：{reason}。请改正后再试。',
  SECOND_MISMATCH: '转交的案卷 {number} {problem}。{advice}。',
  SAMPLE_EMPTY: '没有可以抽查的已签署案卷。请调整范围，或等有新的签署结果后再抽。',
  // catalogue and facts
  PROGRAMME_UNKNOWN: '政策目录中没有项目“{programme}”。请核对项目编号。',
  CLAUSE_UNKNOWN: '政策目录中没有条款“{clause}”，可能属于另一版目录。请从项目页面或查找结果重新打开。',
  SOURCE_UNKNOWN: '没有找到这份文件原文，随它来的政策包可能已不在本机。请返回条款页刷新。',
  CATALOGUE_INVALID: '政策目录有误：{reason}。',
  PACK_INVALID:
    '政策包“{file}”中的政策目录有误（{reason}），没有导入，在用目录没有变化。请把此提示发给中心，让其改正后重新下发。',
  PACK_UNKNOWN: '本机没有第 {number} 号政策目录。请先导入相应的政策包。',
  PACK_DATE: '不能从 {from} 起启用第 {number} 号政策目录：最早为 {earliest}。请改选日期。',
  PACK_ORDER: '第 {number} 号政策目录{problem}。{advice}。',
  PACK_BREAKS_CASES:
    '第 {number} 号政策目录不能用于 {cases} 个在办案卷（如 {example}：{reason}），没有更换。请让中心补全目录后重新下发。',
  FACT_UNKNOWN: '没有名为“{key}”的情况项。请核对名称。',
  FACT_TYPE: '情况项“{key}”的值不对：{reason}。',
  DATE_INVALID: '“{value}”不是有效日期。请按 2023-05-10 的格式填写。',
  CALENDAR_UNCOVERED: '{year} 年的工作日安排尚未收录，期限需人工核定。',
  // the centre's side
  CENTRE_MISSING: '“{folder}”不是中心文件夹。请先运行 central init，或检查路径。',
  CENTRE_BUSY: '中心文件夹“{folder}”正在被另一条命令使用。请等它结束后再试。',
  CENTRE_DAMAGED: '中心文件夹中的“{file}”已损坏（{reason}）。请从备份恢复，原文件没有改动。',
  CENTRE_LOCKED: '中心的密钥有口令保护。请在环境变量 QUANPING_CENTRE_PASSPHRASE 中给出口令。',
  RECIPIENT_ROLE: '证书“{name}”的身份是{role}，不能接收{kind}包。请换用相应人员的证书。',
  RECIPIENT_MISSING: '证书“{name}”中没有收件公钥，无法加密。请重新登记，或用 --plain 下发不加密的包。',
  KEYS_INVALID: '“{file}”不是泉评的快捷键文件，或内容有误。请重新从“设置—快捷键”导出，原来的快捷键没有变化。',
  // command line, contract
  USAGE: '命令用法不对：{reason}',
  INPUT_INVALID: '提交的内容不符合要求（{reason}）。请检查后重试。',
  ROUTE_UNKNOWN: '程序版本不一致，请重新打开泉评。',
  SESSION_INVALID: '本次会话已失效。请从泉评程序重新打开窗口。',
  TASK_RUNNING: '另一项{task}正在进行，请等它结束或取消后再试。',
  TASK_UNKNOWN: '没有找到这项任务，可能已经结束。',
  INTERNAL: '程序内部出错，已记录（编号 {ref}）。您的数据没有丢失；请重试，仍不行时把编号告诉技术支持。',
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof ERROR_MESSAGES;
export type ErrorDetails = Record<string, string | number>;

/** The sentence for a code with its places filled; a place without a detail reads “未知”. */
export function errorMessage(code: ErrorCode, details: ErrorDetails = {}): string {
  return ERROR_MESSAGES[code].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? '未知'));
}

/** An expected refusal: nothing was changed, and the screen can say why. Anything else thrown is a defect and becomes INTERNAL. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(errorMessage(code, details), options as ErrorOptions);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}
