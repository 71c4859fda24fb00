package io.recado.console.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which part of a list a page shows and in which order, as its address says: {@code ?sort=-start&page=2}, beside the page's own filters.
 * It makes the addresses of other parts, which keep the filters. The fragments {@code ui :: column}, {@code ui :: sorter} and {@code ui :: pager} show it.
 *
 * @param path the page's own
 * @param filters the address's other parameters
 * @param sort the column's name, one of those that the page allows
 * @param page from 0
 * @param size rows on a page
 * @param total how many rows there are; null when nobody counted
 * @param more whether another page follows
 */
public record Table(
        String path,
        Map<String, String> filters,
        String sort,
        boolean descending,
        int page,
        int size,
        @Nullable Long total,
        boolean more) {

    private static final int DEEPEST = 10_000;

    /** Parameters that say where in a list somebody is; another order begins at the start. */
    private static final Set<String> PLACES = Set.of("sort", "page", "before");

    /**
     * What the address asks for. A sort that is not allowed, or a page that is no number, counts as not said.
     *
     * @param columns that may be sorted by
     * @param sort the usual order, such as {@code -start} for the latest first
     */
    public static Table of(HttpServletRequest request, List<String> columns, String sort, int size) {
        var filters = new LinkedHashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> {
            if (!PLACES.contains(name) && !values[0].isEmpty()) {
                filters.put(name, values[0]);
            }
        });
        return of(
                request.getRequestURI(),
                filters,
                request.getParameter("sort"),
                columns,
                sort,
                page(request.getParameter("page")),
                size);
    }

    /**
     * Of a list whose filters travel in a form and whose pages go by cursors.
     *
     * @param asked as it came; null for the usual order
     */
    public static Table of(String path, @Nullable String asked, List<String> columns, String sort, int size) {
        return of(path, Map.of(), asked, columns, sort, 0, size);
    }

    private static Table of(
            String path,
            Map<String, String> filters,
            @Nullable String asked,
            List<String> columns,
            String sort,
            int page,
            int size) {
        var by = asked != null && columns.contains(column(asked)) ? asked : sort;
        return new Table(path, filters, column(by), by.startsWith("-"), page, size, null, false);
    }

    /** Once the rows were read: of a list that asked for one row more than {@link #size}, whether that one came. */
    public Table with(@Nullable Long total, boolean more) {
        return new Table(path, filters, sort, descending, page, size, total, more);
    }

    /** Where the page's rows begin, from 0. */
    public long offset() {
        return (long) page * size;
    }

    /** How many to read so that {@link #more} is known. */
    public int limit() {
        return size + 1;
    }

    /** The page's rows and this table knowing whether more follow, from up to {@link #limit} rows. */
    public <T> List<T> cut(List<T> rows) {
        return rows.size() > size ? rows.subList(0, size) : rows;
    }

    /** The address that sorts by a column; by the one that it is sorted by already, the other way round. */
    public String sortedBy(String column) {
        return address(turned(column), 0);
    }

    /** What asks for that order: the column, with a minus for the greatest first. */
    public String turned(String column) {
        return (column.equals(sort) && !descending ? "-" : "") + column;
    }

    /** Of a list whose pages go by cursors: the page that comes after a row. */
    public String after(long row) {
        return address(order(), 0) + "&before=" + row;
    }

    /** The first page in this order. */
    public String start() {
        return address(order(), 0);
    }

    /** A page's rows from all of a list that is small enough to be sorted in memory, and this table knowing how many there are. */
    public <T> List<T> part(List<T> all, Map<String, Comparator<T>> columns) {
        var comparator = columns.get(sort);
        return all.stream()
                .sorted(comparator == null ? (one, other) -> 0 : descending ? comparator.reversed() : comparator)
                .skip(offset())
                .limit(size)
                .toList();
    }

    /** {@code ascending}, {@code descending} or {@code none}, as {@code aria-sort} has it. */
    public String direction(String column) {
        return !column.equals(sort) ? "none" : descending ? "descending" : "ascending";
    }

    public @Nullable String previous() {
        return page == 0 ? null : address(order(), page - 1);
    }

    public @Nullable String next() {
        return more ? address(order(), page + 1) : null;
    }

    /** As the address says it. */
    public String order() {
        return (descending ? "-" : "") + sort;
    }

    private String address(String order, int number) {
        var builder = UriComponentsBuilder.fromPath(path);
        filters.forEach((name, value) -> builder.queryParam(name, "{" + name + "}"));
        builder.queryParam("sort", order);
        if (number > 0) {
            builder.queryParam("page", number);
        }
        return builder.encode().buildAndExpand(filters).toUriString();
    }

    private static String column(String order) {
        return order.startsWith("-") ? order.substring(1) : order;
    }

    private static int page(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,5}")) {
            return 0;
        }
        return Math.min(Integer.parseInt(text), DEEPEST);
    }
}
