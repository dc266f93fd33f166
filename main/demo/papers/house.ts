import type { Person, Unit } from '../model.ts';
import { type Paper, pairs } from '../page/model.ts';
import { capitalYuan, chineseDate, yuan } from '../words.ts';

/** Papers about a home. */

export interface House {
  /** Filing of the purchase contract online. */
  netSignedOn: string;
  priceFen: number;
  place: string;
  area: string;
  ownership: string;
}

function netSigningSentence({ netSignedOn }: Pick<House, 'netSignedOn'>): string {
  return `网签备案日期：${chineseDate(netSignedOn)}`;
}

export function purchaseContract(buyer: Person, house: House): Paper {
  const filing = `演示备${house.netSignedOn.replaceAll('-', '')}`;
  return {
    name: '商品房买卖合同（网签备案）',
    size: 'a4',
    reference: `备案编号：${filing}`,
    blocks: [
      { kind: 'title', text: '商品房买卖合同' },
      { kind: 'subtitle', text: netSigningSentence(house) },
      {
        kind: 'form',
        rows: [
          pairs(['出卖人', '济南柳岸置业有限公司（演示）']),
          pairs(['买受人', buyer.name], ['身份证号', buyer.idNumber]),
          pairs(['共有情况', house.ownership]),
        ],
      },
      { kind: 'heading', text: '第一条 房屋' },
      { kind: 'paragraph', text: `房屋坐落于${house.place}，用途为住宅，建筑面积${house.area}平方米。` },
      { kind: 'heading', text: '第二条 价款' },
      {
        kind: 'paragraph',
        text: `房屋总价款为人民币${yuan(house.priceFen)}（大写：${capitalYuan(house.priceFen)}）。`,
      },
      { kind: 'heading', text: '第三条 付款' },
      { kind: 'paragraph', text: '买受人在签约当日支付首付款，余款以住房贷款支付。' },
      { kind: 'heading', text: '第四条 备案' },
      { kind: 'paragraph', text: `双方已办理网上签约备案，备案编号${filing}，${netSigningSentence(house)}。` },
      {
        kind: 'closing',
        lines: ['出卖人：济南柳岸置业有限公司（演示）', `买受人：${buyer.name}`, chineseDate(house.netSignedOn)],
        seal: '济南柳岸置业有限公司',
      },
    ],
  };
}

export function houseInvoice(buyer: Person, house: House): Paper {
  return {
    name: '购房发票',
    size: 'certificate',
    blocks: [
      { kind: 'title', text: '不动产销售发票（演示）', size: 18, colour: '#7a3b12' },
      {
        kind: 'form',
        rows: [
          pairs(['购买方', buyer.name], ['证件号码', buyer.idNumber]),
          pairs(['房屋坐落', house.place]),
          pairs(['发票号码', `演示${house.netSignedOn.replaceAll('-', '')}01`], ['开票日期', house.netSignedOn]),
          pairs(['价税合计', `${yuan(house.priceFen)}（大写：${capitalYuan(house.priceFen)}）`]),
          pairs(['销售方', '济南柳岸置业有限公司（演示）']),
        ],
      },
      { kind: 'closing', lines: ['开票人：演示'], seal: '济南柳岸置业有限公司' },
    ],
  };
}

export interface PropertyRow {
  place: string;
  ownership: string;
  signedOn: string;
}

export function propertyRecord(owner: Person, rows: readonly PropertyRow[], on: string): Paper {
  return {
    name: '家庭住房登记查询结果',
    size: 'a4',
    reference: `查询日期：${on}`,
    blocks: [
      { kind: 'title', text: '住房登记信息查询结果' },
      { kind: 'form', rows: [pairs(['查询对象', owner.name], ['身份证号', owner.idNumber])] },
      { kind: 'paragraph', text: `截至查询日，申请家庭在济南市登记或网签的住房共${rows.length}套：` },
      {
        kind: 'table',
        columns: [
          { title: '序号', share: 1 },
          { title: '坐落', share: 5, align: 'left' },
          { title: '产权情况', share: 3 },
          { title: '登记或网签日期', share: 3 },
        ],
        rows: rows.map((row, index) => [String(index + 1), row.place, row.ownership, row.signedOn]),
      },
      { kind: 'paragraph', text: '购房日前3年内没有其他登记和交易记录。' },
      { kind: 'closing', lines: ['不动产登记查询窗口（演示）', chineseDate(on)], seal: '演示不动产登记中心' },
    ],
  };
}

export function rentSubsidyRecord(person: Person, months: readonly string[], monthlyFen: number, on: string): Paper {
  return {
    name: '租赁住房补贴发放记录',
    size: 'a4',
    blocks: [
      { kind: 'title', text: '租赁住房补贴发放记录' },
      { kind: 'form', rows: [pairs(['姓名', person.name], ['身份证号', person.idNumber])] },
      {
        kind: 'table',
        columns: [
          { title: '月份', share: 2 },
          { title: '金额', share: 2, align: 'right' },
          { title: '状态', share: 2 },
        ],
        rows: months.map((month) => [month, yuan(monthlyFen), '已发放']),
      },
      { kind: 'paragraph', indent: false, text: `累计已发放：${yuan(monthlyFen * months.length)}` },
      { kind: 'closing', lines: ['住房保障窗口（演示）', chineseDate(on)], seal: '演示住房保障中心' },
    ],
  };
}

export function talentCertificate(person: Person, unit: Unit, grade: string, on: string): Paper {
  return {
    name: '高层次人才认定证书',
    size: 'certificate',
    blocks: [
      { kind: 'title', text: '高层次人才认定证书', size: 24, colour: '#8a6414' },
      { kind: 'gap', height: 14 },
      {
        kind: 'paragraph',
        size: 13,
        text: `${person.name}（身份证号${person.idNumber}），${unit.name}，经认定为济南市高层次人才${grade}类。`,
      },
      {
        kind: 'paragraph',
        size: 12,
        text: `证书编号：演示${grade}-${on.replaceAll('-', '')}-${person.idNumber.slice(-4)}`,
      },
      { kind: 'closing', lines: ['人才认定机构（演示）', chineseDate(on)], seal: '演示人才认定机构' },
    ],
  };
}
