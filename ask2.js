const fs=require('fs'); global.self=global; global.Search={};
const js='/tmp/wt/search/docs/assets/javascripts/';
const run=f=>(0,eval)(fs.readFileSync(f,'utf8')+'\n//# sourceURL='+f);
for(const n of ['collection','witness','names','query','rank','items','answer']) 0;
const site=process.argv[2]; const idx=fs.readdirSync(site+'/search').find(f=>f.startsWith('texts-'));
let d; global.searchIndex=x=>{d=x}; let t=performance.now(); run(site+'/search/'+idx); let t1=performance.now();
const c=new Search.Collection(d); let t2=performance.now(); console.log('parse',(t1-t).toFixed(0),'fold',(t2-t1).toFixed(0));
if(process.env.T){ let s=performance.now(); c.prepare(d.fold); let a=performance.now(); c.lay(d.pages); let b=performance.now(); c.foldAll(); console.log('table',(a-s).toFixed(1),'lay',(b-a).toFixed(1),'foldAll',(performance.now()-b).toFixed(1)); }

const [a,b]=JSON.parse(fs.readFileSync('/tmp/searchwork/qs.json'));
console.log('JSON'+JSON.stringify([a,b].map(l=>l.map(q=>{const r=Search.answer(c,q); return [r.note||'',r.items.map(i=>i[0].location)]}))));