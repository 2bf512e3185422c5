package io.familygrocer.catalog.classify;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.familygrocer.catalog.Language;
import io.familygrocer.catalog.product.ProductTerm;
import io.familygrocer.catalog.text.NormalForm;

/**
 * Says which product an item on a shopping list is. From the surest way to the least: the very name or synonym, a part of
 * the text that is one, the end of a compound word, a similar spelling. Both languages are always tried, as families mix
 * them. Immutable; an answer takes microseconds.
 */
public final class Classifier {

    /** People write a few words; what comes after that is a note. */
    private static final int MAX_LETTERS = 120;

    private static final int MAX_WORDS = 10;
    private static final int SHORTEST_COMPOUND = 6;
    private static final int SHORTEST_END = 4;
    private static final int SHORTEST_MISSPELT = 4;

    /** What comes after these tells more about the thing, not what it is. */
    private static final Set<String> ASIDES = Set.of(
            "with", "without", "for", "from", "in", "no", "mit", "ohne", "fur", "fuer", "aus", "von", "im", "zum",
            "vom");

    /** Words that end like something else: a Wildschwein is no Wein. */
    private static final List<String> NO_COMPOUNDS = List.of("schwein", "schweine");

    private final Map<String, Match> names;
    private final Map<Language, Map<String, Match>> stems;
    private final Spellings<Match> spellings;

    private Classifier(Map<String, Match> names, Map<Language, Map<String, Match>> stems, Spellings<Match> spellings) {
        this.names = names;
        this.stems = stems;
        this.spellings = spellings;
    }

    /**
     * A classifier that knows these terms; where one text stands for two products, a name goes before a synonym.
     *
     * @param similarity how alike a misspelt name must be, 0 to 1
     */
    public static Classifier of(Collection<ProductTerm> terms, double similarity) {
        var ordered = terms.stream()
                .sorted(Comparator.comparing((ProductTerm term) -> !term.isName()))
                .toList();
        var names = new HashMap<String, Match>();
        var stems = new EnumMap<Language, Map<String, Match>>(Language.class);
        for (var term : ordered) {
            names.putIfAbsent(term.text(), match(term));
            stems.computeIfAbsent(term.language(), unused -> new HashMap<>())
                    .putIfAbsent(Stems.of(term.text(), term.language()), match(term));
        }
        ordered.forEach(term -> names.putIfAbsent(unspaced(term.text()), match(term)));
        var spellings = ordered.stream()
                .map(term -> Map.entry(term.text(), match(term)))
                .toList();
        return new Classifier(names, stems, new Spellings<>(spellings, similarity));
    }

    /** What a text stands for; empty where that is anybody's guess. */
    public Optional<Match> classify(String text) {
        String bounded = text.length() > MAX_LETTERS ? text.substring(0, MAX_LETTERS) : text;
        String whole = NormalForm.of(bounded);
        String wanted = NormalForm.of(Amounts.strip(bounded));
        if (wanted.isEmpty()) {
            return named(whole);
        }
        List<String> words = List.of(wanted.split(" ", MAX_WORDS));
        List<String> head = head(words);
        return named(whole)
                .or(() -> named(wanted))
                .or(() -> endOf(head))
                .or(() -> endOfCompound(head.getLast()))
                .or(() -> misspelt(wanted, head))
                .or(() -> anyPart(words));
    }

    /** The words before an aside. */
    private static List<String> head(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            if (ASIDES.contains(words.get(i))) {
                return words.subList(0, i);
            }
        }
        return words;
    }

    /** The most words at the end that have a name: in both languages the thing comes last. */
    private Optional<Match> endOf(List<String> words) {
        return IntStream.range(0, words.size())
                .mapToObj(from -> named(join(words, from, words.size())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The longest end of one long word: Hokkaidokürbis is a Kürbis. */
    private Optional<Match> endOfCompound(String word) {
        if (word.length() < SHORTEST_COMPOUND || NO_COMPOUNDS.stream().anyMatch(word::endsWith)) {
            return Optional.empty();
        }
        return IntStream.rangeClosed(1, word.length() - SHORTEST_END)
                .mapToObj(from -> named(word.substring(from)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Match> misspelt(String wanted, List<String> head) {
        return Stream.of(wanted, join(head, 0, head.size()), join(head, head.size() - 1, head.size()))
                .distinct()
                .filter(text -> text.length() >= SHORTEST_MISSPELT)
                .map(spellings::closest)
                .flatMap(Optional::stream)
                .max(Comparator.comparingDouble(Spellings.Found::similarity))
                .map(Spellings.Found::value);
    }

    /** The longest part that has a name, of two as long the later one. */
    private Optional<Match> anyPart(List<String> words) {
        for (int length = words.size() - 1; length > 0; length--) {
            for (int from = words.size() - length; from >= 0; from--) {
                var match = named(join(words, from, from + length));
                if (match.isPresent()) {
                    return match;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Match> named(String name) {
        return Optional.ofNullable(names.get(name))
                .or(() -> stem(name, Language.EN))
                .or(() -> stem(name, Language.DE))
                .or(() -> Optional.ofNullable(names.get(unspaced(name))));
    }

    private Optional<Match> stem(String name, Language language) {
        return Optional.ofNullable(stems.getOrDefault(language, Map.of()).get(Stems.of(name, language)));
    }

    private static String join(List<String> words, int from, int to) {
        return String.join(" ", words.subList(from, to));
    }

    private static String unspaced(String name) {
        return name.replace(" ", "");
    }

    private static Match match(ProductTerm term) {
        return new Match(term.productId(), term.category());
    }

    /**
     * What a text stands for.
     *
     * @param category the slug of the product's category
     */
    public record Match(String productId, String category) {}
}
