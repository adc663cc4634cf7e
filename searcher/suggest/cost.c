#include "searcher/suggest/cost.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    COST_FIRST = 20,     /* more for the first letter */
    COST_SWAP = 70,
    COST_NEIGHBOUR = 75, /* keys side by side */
    COST_DOUBLE = 50,    /* a letter twice or once */
    COST_MUTE = 60,      /* h behind a vowel or t, e behind i, c before k, d before t, t before z */
    COST_SPELLED = 10    /* ae for ä */
};

/* A pair of letters, in either direction. */
struct pair {
    uint32_t left, right, cost;
};

static const struct pair sounds[] = {
    {'a', 0xE4, 40}, {'o', 0xF6, 40}, {'u', 0xFC, 40}, {'e', 0xE4, 40}, {'y', 0xFC, 50},
    {'i', 'y', 50},  {'i', 'j', 60},  {'v', 'f', 50},  {'v', 'w', 60},  {'c', 'k', 50},
    {'c', 'z', 50},  {'d', 't', 60},  {'b', 'p', 60},  {'g', 'k', 60},  {'s', 'z', 60},
    {'e', 'h', 60},   {'e', 0xE9, 20}, {'a', 0xE1, 20}, {'e', 0xE8, 20}, {'a', 0xE0, 20}, {'c', 0xE7, 20}};

/* Two letters for one. */
struct triple {
    uint32_t one, first, second, cost;
};

static const struct triple spellings[] = {
    {'f', 'p', 'h', 50},           {0xE4, 'a', 'e', COST_SPELLED}, {0xF6, 'o', 'e', COST_SPELLED},
    {0xFC, 'u', 'e', COST_SPELLED}, {'x', 'k', 's', 60},            {'x', 'c', 's', 60},
    {'z', 't', 's', 60},           {'k', 'c', 'h', 70},            {'e', 'e', 'h', 50}};

static const char *const rows[] = {"qwertzuiop\xFC", "asdfghjkl\xF6\xE4", "yxcvbnm"};

struct place {
    int row, column;
};

static struct place place_of(uint32_t letter)
{
    for (int row = 0; row < 3; row++) {
        for (int column = 0; rows[row][column] != '\0'; column++) {
            if ((uint8_t)rows[row][column] == letter) {
                return (struct place){row, column};
            }
        }
    }
    return (struct place){-1, 0};
}

/* Lower rows lie half a key to the right: w touches a and s. */
static bool are_neighbours(uint32_t a, uint32_t b)
{
    struct place left = place_of(a), right = place_of(b);
    if (left.row < 0 || right.row < 0) {
        return false;
    }
    int across = right.column - left.column, down = right.row - left.row;
    return down == 0   ? across == 1 || across == -1
           : down == 1 ? across == 0 || across == -1
                       : down == -1 && (across == 0 || across == 1);
}

static uint32_t replace_cost(uint32_t a, uint32_t b)
{
    if (a == b) {
        return 0;
    }
    for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++) {
        if ((sounds[i].left == a && sounds[i].right == b) ||
            (sounds[i].left == b && sounds[i].right == a)) {
            return sounds[i].cost;
        }
    }
    return are_neighbours(a, b) ? COST_NEIGHBOUR : COST_EDIT;
}

static bool is_vowel(uint32_t letter)
{
    return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u' ||
           letter == 0xE4 || letter == 0xF6 || letter == 0xFC;
}

/* Of the letter at `i`, which only one of the two words has. */
static uint32_t single_cost(const struct letters *letters, uint32_t i)
{
    uint32_t letter = letters->at[i], before = i > 0 ? letters->at[i - 1] : 0;
    uint32_t after = i + 1 < letters->count ? letters->at[i + 1] : 0;
    if (letter == before || letter == after) {
        return COST_DOUBLE;
    }
    bool mute = (letter == 'h' && (is_vowel(before) || before == 't' || before == 'r')) ||
                (letter == 'e' && before == 'i') || (letter == 'c' && after == 'k') ||
                (letter == 'd' && after == 't') || (letter == 't' && after == 'z');
    return mute ? COST_MUTE : COST_EDIT + (i == 0 ? COST_FIRST : 0);
}

/* The letters that end at i and j as one sound; COST_EDIT * 4: they are none. */
static uint32_t sound_cost(const struct letters *one, uint32_t i, const struct letters *two, uint32_t j)
{
    if (i < 1 || j < 2) {
        return 4 * COST_EDIT;
    }
    for (size_t s = 0; s < sizeof spellings / sizeof *spellings; s++) {
        const struct triple *spelling = &spellings[s];
        if (spelling->one == one->at[i - 1] && spelling->first == two->at[j - 2] &&
            spelling->second == two->at[j - 1]) {
            return spelling->cost;
        }
    }
    return 4 * COST_EDIT;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

uint32_t cost_of(const struct letters *typed, const struct letters *word)
{
    uint32_t rows_of[3][DISTANCE_MAX_LETTERS + 1];
    uint32_t *before = rows_of[0], *last = rows_of[1], *row = rows_of[2];
    uint32_t n = typed->count, m = word->count;
    last[0] = 0;
    for (uint32_t j = 1; j <= m; j++) {
        last[j] = last[j - 1] + single_cost(word, j - 1);
    }
    for (uint32_t i = 1; i <= n; i++) {
        row[0] = last[0] + single_cost(typed, i - 1);
        for (uint32_t j = 1; j <= m; j++) {
            uint32_t a = typed->at[i - 1], b = word->at[j - 1];
            uint32_t first = i == 1 && j == 1 && a != b ? COST_FIRST : 0;
            uint32_t best = last[j - 1] + replace_cost(a, b) + first;
            best = least(best, last[j] + single_cost(typed, i - 1));
            best = least(best, row[j - 1] + single_cost(word, j - 1));
            if (i > 1 && j > 1 && a == word->at[j - 2] && b == typed->at[i - 2] && a != b) {
                best = least(best, before[j - 2] + COST_SWAP);
            }
            if (j > 1) {
                best = least(best, last[j - 2] + sound_cost(typed, i, word, j));
            }
            if (i > 1) {
                best = least(best, before[j - 1] + sound_cost(word, j, typed, i));
            }
            row[j] = best;
        }
        uint32_t *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[m];
}
