import type { Lexicon } from './concepts.ts';

export const PT: Lexicon = {
  agent: `triagem_automatica assistente_que_le laudo_automatico laudo_gerado relatorio_automatico resumo_automatico qualquer_sistema qualquer_software
    qualquer_ia sistema_automatico sistemas_automaticos qualquer_modelo modelo_de_linguagem modelos_de_linguagem assistente_de_ia assistente_ia
    assistentes_de_ia agente_de_ia agentes_de_ia modelo_de_ia modelos_de_ia chatbot* sistema_de_ia sistemas_de_ia ferramenta_de_ia ferramentas_de_ia
    assistente_virtual assistente_de_leitura assistente_de_laudos leitor_automatico leitores_automaticos ia_generativa ia_generative assistente_automatico
    assistente_digital software_de_ia agente_inteligente resumido_por_uma_máquina por_uma_máquina software_de_triagem programa_que_processe modelo_que_ler
    modelos_que_lerem ia_de_triagem gerado_automaticamente criado_automaticamente resumo_automático texto_gerado leitores_automáticos triagem_automática
    saída_estruturada um_chatbot quem_ou_ao_que ao_que_ler redator_automático gerador_de_texto gerador_de_laudos copiloto modelo_que máquina_que
    ferramenta_de_redação`,
  machine: `ia assistente assistentes algoritmo algoritmos modelo modelos automatic* automatizad* inteligencia_artificial robo agente`,
  human: `paciente pacientes radiologista radiologistas medico medicos clinico clinicos usuario usuarios utilizador utilizadores enfermeir* tecnico pessoal
    colega equipe equipa leitor`,
  override: `ignore ignora ignorem ignorar esqueca esquece esquecam esquecer desconsidere desconsidera desconsiderar descarte descarta desobedeca anule anula
    contorne burle nao_siga nao_sigas nao_leve_em_conta nao_levar_em_conta nao_considere passe_por_cima substitua sobrescreva desative desrespeite despreze
    invalide deixe_de_lado nao_tenha_em_conta sem_efeito estão_anuladas ultrapassado ultrapassada retirada foi_retirada esqueça estão_suspensas suspensas
    suspenso não_se_aplicam não_se_aplica já_não_valem não_valem sem_validade nulas revogadas obsoletas deixam_de_valer esqueç* ignor* descart*`,
  instruction: `instrucao instrucoes diretriz diretrizes regra regras prompt prompts comando comandos orientacoes_anteriores ordens restricoes politica
    politicas limitacoes directivas normas salvaguardas`,
  prior: `anterior anteriores previa previas previo previos todas todos toda todo suas seus tuas sua originais iniciais acima existentes demais outras
    qualquer`,
  sysprompt: `prompt_do_sistema prompt_de_sistema mensagem_de_sistema instrucoes_do_sistema suas_instrucoes tuas_instrucoes instrucoes_internas
    instrucoes_ocultas prompt_inicial instrucoes_iniciais orientações_iniciais o_que_lhe_foi_dito foi_dito_antes antes_deste_documento suas_orientações
    texto_exato_das_suas texto_exato_de_suas das_suas_instruções de_suas_instruções tuas_instruções suas_instruções suas_regras sua_configuração seu_prompt
    sua_memória da_memória memória`,
  when: `quando se ao antes depois durante sempre_que enquanto caso na no em para`,
  task: `gerar_o lido_por resumir resuma resumo_automatico resumindo redigir redija gerar gere analisar analise responder responda processar processe
    interpretar interprete traduzir perguntado perguntarem pergunta classificar elaborar elabore ler_este leitura_automatica triagem analise_automatica
    preparar processamento geracao sumarizar sumarize escrever abreviar resumida resumido simplificar explicar gerada ler`,
  output: `colocar marcar marcado indicar escrever anotar registrar confirmar inserir diga_ao descrito_como classificado_como descrever_como defina diga dizer
    indique escreva responda afirme afirmar declare conclua concluir mencione informe relate relatar classifique acrescente adicione adicionar inclua incluir
    mostre devolva considere recomende registre registe trate descreva termine atribua confirme assinale coloque anote conste reporte retorne marque
    apresentar descreverá classificará citado constar usar use apresentará empregue use_a_fórmula escreverão escreverá declar* classifi* apresent* descrev*
    indi* afirm* conclu* escrev* respond* consider* coloqu* ponha sinaliz* negue nega`,
  product: `resumo resumos resposta respostas conclusao conclusoes laudo laudos relatorio relatorios impressao saida resultado rascunho classificacao
    prioridade carta avaliacao versão versões versão_resumida carta_de_alta explicação tradução texto textos saída_estruturada lista_de_achados fórmula
    redação rascunho* resumo* conclus* resposta* laudo* relatório*`,
  claim: `achados_patologicos nao_urgente cancelado lista_vazia vazio tudo_bem tudo_esta_bem esta_tudo_bem tudo_normal em_ordem baixa nada_a_relatar normal
    normais sem_alteracoes sem_anormalidades sem_anomalias sem_lesoes sem_evidencia sem_nodulos sem_fraturas sem_sinais sem_achados nenhum_nodulo
    nenhuma_lesao nenhuma_anormalidade nenhuma_fratura nenhum_achado nenhum_sinal nenhuma_massa nenhuma_alteracao nenhuma_alergia nao_ha_nodulo* nao_ha_lesao
    nao_ha_evidencia nao_ha nao_existe* nao_foram ausencia_de benigno benigna negativo negativa saudavel estavel inalterado rotina baixa_prioridade
    prioridade_baixa artefat* artefact* bi-rads_1 birads_1 maligno sem_seguimento sem_acompanhamento nao_necessita nao_e_necessario como_antiga antiga
    sem_alterações sem_particularidades como_artefato não_urgente já_é_conhecido nenhuma_ação pessoa_saudável saudável vazia é_zero zero estável_desde
    retirado foi_retirado sem_doença_aguda doença_aguda fisiológic* benign* curad* cicatrizad* sem_importância insignificante* não_suspeit* sem_alergia*
    sem_contraindicações sem_alterações_desde duplicado que_não_há`,
  suppress: `nao_deve_conter nao_contenha nao_fale_da nao_fale_de nao_fale_do nao_mencione nao_menciones nao_mencionar nao_inclua nao_incluir nao_relate
    nao_relatar nao_reporte nao_informe_o nao_descreva nao_descrever nunca_mencione omita omite omitir oculte ocultar esconda suprima exclua excluir silencie
    deixe_de_fora deixar_de_fora sem_mencionar sem_mencao nao_deve_mencionar nao_deve_aparecer nao_devem_aparecer nao_deve_incluir nao_deve_constar
    nao_faca_mencao remova minimize nao_sinalize nao_cite nenhuma_mencao nao_fale nao_refira não_deve_ser_citado não_deve_aparecer não_deve_constar
    deve_omitir omitido foi_omitido não_use não_utilize evite deixe-o_de_fora de_fora não_recomende não_merece_menção não_merece* não_mencion* não_cit*
    não_nome* não_descrev* não_list* não_relat* não_inclu* não_apareç* sem_mencion* sem_citar omit* ocult* silenci* exclu* suprim* cal* desaconselh*
    desnecessário_mencionar fica_de_fora deixe_em_branco deixar_em_branco em_branco`,
  finding: `imagem imagens achado achados nodulo nodulos lesao lesoes massa massas tumor tumores fratura* hemorragia* pneumotorax derrame embolia cancer
    cancro carcinoma anormalidade* anomalia* opacidade* calcificac* estenose aneurisma infarto enfarte avc alergia alergias contraindicac* medida medidas
    diagnostico metastase* linfoma recidiva perfuração hematoma massa_renal nódulo_da_tireoide biópsia tamanho seguimento câncer lesão hemorragia overdose
    remédio medicamento achados_críticos`,
  secrecy: `nao_diga nao_conte nao_revele nao_revelar nao_divulgue nao_informe nao_avise nao_notifique sem_dizer sem_avisar sem_informar sem_revelar
    discretamente secretamente em_segredo silenciosamente em_silencio mantenha_em_segredo mantenha_segredo sem_confirmacao sem_perguntar nao_mencione_esta
    nao_mencione_este sem_que_o não_deve_saber não_deve_tomar ninguém_deve sem_mencionar_isso não_perceba não_se_dê_conta sem_que pelas_costas`,
  self: `esta_instrucao esta_mensagem esta_nota este_texto estas_instrucoes esta_linha este_campo este_arquivo este_ficheiro este_documento
    instrucoes_a_seguir seguinte_instrucao seguintes_instrucoes este_parágrafo desta_mensagem desta_orientação esta_frase a_este_parágrafo estas_instruções
    estas_orientações essas_instruções`,
  send: `envie enviar envia mande mandar transmita encaminhe encaminhar carregue faca_upload exporte exportar publique compartilhe partilhe transfira reenvie
    remeta anexe repasse envie_a envi* transmit* encaminh* remet* public* divulg*`,
  secret: `senha senhas palavra-passe chave_api chaves_api chave_de_api credenciais dados_dos_pacientes dados_do_paciente dados_de_pacientes
    lista_de_pacientes historico conversa segredos variaveis_de_ambiente banco_de_dados base_de_dados prontuario* token tokens todos_os_laudos_anteriores
    laudos_anteriores data_de_nascimento chave_secreta palavra_secreta datas_de_nascimento nomes_dos_pacientes nomes_de_todos endereços_de número_do_convênio
    arquivo_de_configuração conteúdo_do_arquivo`,
  execute: `execute executar chame chamar rode apague apagar exclua delete elimine remova abra clique visite acesse baixe instale use utilize modifique altere
    sobrescreva invoque assine assinar guarde salve chame_a use_a use_o registre cancele apaga abre modifi* cri* cancel* apag* exclu* assin* salv* cham*
    cliqu*`,
  tool: `ferramenta ferramentas funcao funcoes comando shell terminal codigo script banco_de_dados base_de_dados arquivo arquivos ficheiro ficheiros link site
    pagina estudos series registros registos prontuarios pedido ferramenta_de_exclusão ferramenta_de_e-mail função_que memória comentários navegador interface
    api e-mail agenda`,
  role: `voce_agora_e agora_voce_e agora_es voce_e_agora voce_nao_e_mais ja_nao_es aja_como atue_como comporte-se_como finja_ser faca_de_conta doravante
    modo_desenvolvedor modo_de_desenvolvedor modo_manutencao sua_nova_tarefa sua_tarefa_e tua_tarefa novo_papel sem_restricoes imagine_que_voce assuma_o_papel`,
  authority: `nova_instrucao novas_instrucoes instrucao_prioritaria instrucoes_prioritarias aviso_do_sistema instrucao_importante instrucoes_para
    instrucao_para comando_do_sistema fim_do_documento fim_do_laudo fim_do_relatorio prioridade_maxima nota_para diretiva_do_sistema nova_tarefa
    obedeça_somente vale_apenas somente_a_este`,
  modal: `solicita-se pede-se ser deve devem deves devera deveria por_favor favor sempre nunca somente apenas unicamente tem_que tem_de e_preciso obrigatorio
    certifique-se assegure-se e_obrigatorio imediatamente`,
  second: `voce tu teu tua teus tuas seu sua`,
  reveal: `revele revelar mostre mostrar repita repetir imprima divulgue diga-me me_diga me_de forneca exiba palavra_por_palavra comece_sua_resposta
    inicie_sua_resposta texto_exato recite cite_suas revel* divulg*`,
  regardless: `independentemente nao_importa mesmo_que apesar em_vez_de ao_inves_de em_todos_os_casos em_qualquer_caso seja_qual_for sem_excecao`,
  address: `nota_para nota_ao aviso_a atencao mensagem_para mensagem_ao caro prezado prezada se_voce_e se_voce_for como_ia como_assistente como_modelo para_o
    para_a para_qualquer a_qualquer ao_assistente ao_modelo destinad* instrucoes`,
  yours: `sua_resposta tua_resposta suas_respostas seu_resumo teu_resumo sua_saida seu_laudo que_você_gerar sua_conclusão seu_texto suas_ferramentas
    tuas_ferramentas suas_funções`,
  chat: `poema poemas piada receita_de redacao_sobre cancao python javascript capital_do capital_da traduza`,
  link: `endereco_a_seguir seguinte_endereco endereco_externo webhook servidor_externo`,
  reply: `responda responde responder devolva retorne imprima mostre_apenas escreva_apenas responda_apenas responda_somente`,
  trust: `confie confia acredite acredita obedeca obedece siga_apenas siga_somente cumpra atenha-se faça_o_que faz_o_que siga_o_que aja_conforme`,
  tamper: `substitua troque duplique divida multiplique modifique mude altere baixe reduza aumente inverta pela_metade`,
  wording: `a_palavra as_palavras palavra palavras a_frase frase termo literalmente exatamente fórmula use_a_fórmula a_fórmula`,
  question: `pergunta perguntas qualquer_pergunta toda_pergunta todas_as_perguntas consulta se_perguntarem perguntarem à_pergunta se_te_perguntarem
    se_alguém_perguntar quando_perguntado ao_ser_perguntado`,
  user: `usuario usuarios utilizador utilizadores ao_usuario`,
  care: `preparo preparacao jejum alta medicacao medicamento* dose dosagem contraste consulta injecao dieta curativo respiracao aparelho formulário
    questionário verso folheto`,
  know: `saber saiba sabe perceber perceba conhecimento tomar_conhecimento notar descobrir dar-se_conta perceb* se_dê_conta saib* descubr* note notem
    desconfi* fique_sabendo`,
  not: `não nada ninguém nenhum nenhuma nunca jamais sem nem`,
  software: `programa programas software máquina máquinas computador sistema sistemas aplicação ferramenta ferramentas serviço`,
  identifier: `função_que_apaga função_que_exclui função_que_remove ferramenta_de_exclusão ferramenta_de_assinatura ferramenta_de_e-mail`,
  henceforth: `a_partir_de_agora de_agora_em_diante doravante`,
  forbid: `proibido proibida proibidos proibidas vedado vedada não_permitido não_permitida`,
  mention: `mencion* cit* nome* sinaliz* indi* relat* inform* descrev* inclu* const* apareç* aparec* contê* fal* list* enumer* anot* escrev* fazer_menção`,
  digest: `resumo* resumir resuma resumida síntese sintetiz* texto_gerado laudo_gerado relatório_gerado versão_resumida`,
};
