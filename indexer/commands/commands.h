/* The verbs of stichwort-index. Each parses its own options, does its work and answers the exit
 * code; argv[0] is the verb. */
#ifndef STICHWORT_INDEXER_COMMANDS_COMMANDS_H
#define STICHWORT_INDEXER_COMMANDS_COMMANDS_H

#define INDEX_PROGRAM "stichwort-index"

int build_command(int argc, char **argv);
int add_command(int argc, char **argv);
int delete_command(int argc, char **argv);
int merge_command(int argc, char **argv);
int check_command(int argc, char **argv);
int info_command(int argc, char **argv);

#endif
